import { z } from 'zod';
import { doctorMethods } from './doctor.ts';

/** One file of the diagnostics, with what is in it: what somebody sees before it is saved. */
export const DiagnosticsPart = z.object({
  file: z.string(),
  about: z.string(),
  bytes: z.number().int(),
});
export type DiagnosticsPart = z.output<typeof DiagnosticsPart>;

export const diagnosticsMethods = {
  /** Everything that somebody who helps needs to know, in one file, and nobody and no place in it. Saves nothing by itself. */
  'diagnostics.make': {
    kind: 'query',
    /** The threads and what starts them, as the doctor is told. */
    input: doctorMethods['doctor.run'].input.pick({ threads: true, starts: true }),
    output: z.object({
      /** What the file is called. */
      name: z.string(),
      parts: z.array(DiagnosticsPart),
      /** The zip, base64. */
      zip: z.string(),
    }),
  },
} as const;
