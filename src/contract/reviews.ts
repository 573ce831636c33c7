import { z } from 'zod';
import { DISPOSITIONS } from '#core/model/finding.ts';
import { FindingRow } from './findings.ts';

const instant = z.number().int();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Disposition = z.enum(DISPOSITIONS);

/** A finding of the sample, with what came of looking at it again. */
export const ReviewItem = z.object({
  row: FindingRow,
  resolved_by: z.string().nullable(),
  /** What was written when it was resolved. */
  note: z.string().nullable(),
  /** null: nobody has looked at it yet. */
  review: z.object({ at: instant, by: z.string(), was: Disposition, became: Disposition }).nullable(),
});
export type ReviewItem = z.output<typeof ReviewItem>;

export const reviewMethods = {
  /** The sample of a week that is over: one in twenty of what was resolved in it, as far as the caller may see it. */
  'reviews.week': {
    kind: 'query',
    /** A day of the week, in the time of the installation; absent: the last week that is over. */
    input: z.object({ day: date.optional() }),
    output: z.object({
      /** Its Monday. */
      week: date,
      from: instant,
      to: instant,
      is_over: z.boolean(),
      /** Resolved in it, whoever may see it, and how many of those are looked at again. */
      closed: z.number().int(),
      sample: z.number().int(),
      /** In an order by chance; at most 200 that nobody has looked at, and 200 that somebody has. */
      items: z.array(ReviewItem),
      /** There are more of them. */
      more: z.boolean(),
      /** The weeks before that are still in the database, the newest first. */
      weeks: z.array(z.object({ week: date, sample: z.number().int(), reviewed: z.number().int() })),
    }),
  },
  /** Says what a finding of the sample was: the same as before, or something else with a reason. Once for each. */
  'reviews.give': {
    kind: 'command',
    input: z.object({
      finding: z.string().min(1).max(64),
      /** Absent: what it was called holds. */
      amend: z.object({ disposition: Disposition, reason: z.string().trim().min(1).max(1_000) }).optional(),
    }),
    output: z.object({ agreed: z.boolean() }),
  },
} as const;
