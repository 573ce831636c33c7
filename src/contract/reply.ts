import { z } from 'zod';

/** One thing that is wrong with a file or an input: where, what was found, what was expected. */
export const Problem = z.object({
  file: z.string().nullable(),
  /** `line 12` or a path such as `tenants[0].clients[1].sites[3].timezone`. */
  place: z.string(),
  line: z.number().int().nullable(),
  /** The character in its line, from 1, where it is known. */
  column: z.number().int().nullable().optional(),
  field: z.string().nullable(),
  found: z.string(),
  expected: z.string(),
  /** What to do about it, where that is more than to write what was expected. */
  fix: z.string().nullable().optional(),
});
export type Problem = z.output<typeof Problem>;

/** Failure crosses every boundary as data. `message` is for people. */
export const Fault = z.object({
  code: z.enum([
    'bad-request',
    'invalid-file',
    'not-found',
    'conflict',
    'forbidden',
    'sign-in',
    'unavailable',
    'internal',
  ]),
  message: z.string(),
  problems: z.array(Problem).optional(),
});
export type Fault = z.output<typeof Fault>;
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };
