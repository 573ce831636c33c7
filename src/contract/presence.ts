import { z } from 'zod';

/** A window says this often what it shows, ms; one that is silent for `GONE_AFTER_MS` shows nothing any more. */
export const LOOK_EVERY_MS = 5_000;
export const GONE_AFTER_MS = 12_000;

/** Somebody has a finding before them. */
export const Looking = z.object({
  finding: z.string(),
  name: z.string(),
  /** The workstation at which they sit. */
  station: z.string(),
  /** One of theirs: a window knows itself by it. */
  window: z.string(),
  tenant: z.string().nullable(),
  client: z.string().nullable(),
  site: z.string().nullable(),
});
export type Looking = z.output<typeof Looking>;

const List = z.object({ looking: z.array(Looking).max(1_000) });

export const presenceMethods = {
  /** What this window shows; null: no finding. Never in the trail. */
  'presence.look': {
    kind: 'shell',
    input: z.strictObject({
      window: z.string().regex(/^[0-9a-f-]{8,40}$/),
      finding: z.string().min(1).max(64).nullable(),
    }),
    output: z.object({}),
  },
  'presence.list': { kind: 'shell', input: z.object({}), output: List },
} as const;

export const presenceEvents = {
  'presence.changed': List,
} as const;
