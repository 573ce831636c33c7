import { z } from 'zod';
import { FILE_KINDS } from '#core/model/file-kind.ts';

/** How the bytes of a file are written; `other` is none that Vigil reads. */
export const ENCODINGS = ['utf-8', 'utf-8-bom', 'utf-16', 'other'] as const;

/** What a file was recognised as. */
export const RecognisedFile = z.object({
  name: z.string(),
  kind: z.enum(FILE_KINDS),
  /** `configuration` goes to `configuration.import`, `telemetry` to `telemetry.ingest`. */
  family: z.enum(['configuration', 'telemetry', 'unknown']),
  /** False: only the name says so, and a person should look. */
  sure: z.boolean(),
  compressed: z.boolean(),
  encoding: z.enum(ENCODINGS),
  /** The header of a CSV and what is between its cells; null for everything else. */
  columns: z.array(z.string()).nullable(),
  delimiter: z.string().nullable(),
});
export type RecognisedFile = z.output<typeof RecognisedFile>;

export const importMethods = {
  /** Says of each file what it is, by its name and its first bytes (base64, at most 16 KB, compressed as they are). */
  'imports.recognise': {
    kind: 'query',
    input: z.object({
      files: z
        .array(z.object({ name: z.string().min(1).max(500), head: z.base64().max(24 * 1024) }))
        .min(1)
        .max(100),
    }),
    output: z.array(RecognisedFile),
  },
} as const;
