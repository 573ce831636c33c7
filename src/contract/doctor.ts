import { z } from 'zod';
import { DOCTOR_LEVELS, DOCTOR_QUESTIONS } from '#core/model/doctor.ts';
import { STARTS } from './shell.ts';

/** What one check found, and what to do. Codes only. */
export const DoctorResult = z.object({
  check: z.string(),
  question: z.enum(DOCTOR_QUESTIONS),
  level: z.enum(DOCTOR_LEVELS),
  found: z.string(),
  /** null: nothing is to be done. */
  advice: z.string().nullable(),
  /** How many sites it is about, and at most 100 of them by code; 0 where it is about the installation. */
  site_count: z.number().int(),
  sites: z.array(z.string()),
});
export type DoctorResult = z.output<typeof DoctorResult>;

export const doctorMethods = {
  /** Looks for every known cause of trouble. */
  'doctor.run': {
    kind: 'query',
    input: z.object({
      /** Codes; all unless given. */
      sites: z.array(z.string().max(64)).max(10_000).optional(),
      /** The threads as `shell.facts` tells them, which the reader cannot know; null: no program could be asked. */
      threads: z
        .array(
          z.object({
            name: z.string().max(40),
            state: z.string().max(40),
            restarts: z.number().int().nullable(),
          }),
        )
        .max(20)
        .nullable()
        .default(null),
      /** What starts the program after a restart of its machine, as `shell.facts` tells it; null: not known. */
      starts: z.enum(STARTS).nullable().default(null),
    }),
    output: z.array(DoctorResult),
  },
} as const;
