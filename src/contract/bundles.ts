import { z } from 'zod';

const finding = z.string().min(1).max(100);

export const bundleMethods = {
  /** Writes into the trail that somebody exports a finding with its evidence: before anything leaves. */
  'bundles.note': {
    kind: 'command',
    input: z.object({ finding, redacted: z.boolean() }),
    output: z.object({
      seq: z.number().int(),
      at: z.number().int(),
      actor: z.string(),
      verified: z.boolean(),
    }),
  },
} as const;
