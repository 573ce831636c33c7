import { z } from 'zod';

/** The keys of an installation, for a move to another machine; null: there is none. */
export const MovedKeys = z.strictObject({
  vigil_keys: z.literal(1),
  /** PEM: what its bundles are signed with. */
  signing: z.string().nullable(),
  /** PEM: by what its engine is known on the network, with the certificate. */
  lan: z.string().nullable(),
  /** Base64: what its secrets are sealed with. */
  secrets: z.base64().nullable(),
});
export type MovedKeys = z.output<typeof MovedKeys>;
