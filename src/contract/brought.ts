import { z } from 'zod';

/** The longest piece of a file that is read at once, in bytes: as Base64 within a frame of the page, and a whole number of its letters. */
export const LONGEST_BROUGHT_READ = 384 * 1024;

/** A file that somebody opened with Vigil: by a double click, or by naming it where Vigil is started. */
export const BroughtFile = z.object({
  file: z.uuid(),
  name: z.string(),
  bytes: z.number().int(),
  /** Why it cannot be read, in a sentence; null: it can. */
  problem: z.string().nullable(),
});
export type BroughtFile = z.output<typeof BroughtFile>;

export const broughtMethods = {
  /** Files that were brought and that no screen was told of yet: each is told once. */
  'brought.take': { kind: 'shell', input: z.object({}), output: z.object({ files: z.array(BroughtFile) }) },
  /** A piece of one, as often as a screen needs it, until many newer ones were brought. */
  'brought.read': {
    kind: 'shell',
    input: z.object({
      file: z.uuid(),
      at: z.number().int().min(0),
      length: z.number().int().min(1).max(LONGEST_BROUGHT_READ),
    }),
    output: z.object({ base64: z.string() }),
  },
} as const;
