import { z } from 'zod';

const instant = z.number().int();
const text = z.string().min(1).max(200);

/** Which rows of the audit trail; what is absent is not looked at. */
export const TrailFilter = z.strictObject({
  /** Who: a name as people say it, or as the trail has it (`local:Ada`). */
  actor: text.optional(),
  /** What: exact, or a beginning with `*` after it. */
  action: text.optional(),
  /** Rows of this finding. */
  finding: text.optional(),
  /** Rows of this site, and of the findings there. */
  site: text.optional(),
  /** at in [since, until). */
  since: instant.optional(),
  until: instant.optional(),
});
export type TrailFilter = z.output<typeof TrailFilter>;

/** A row of the audit trail with what chains it. */
export const TrailRowDto = z.object({
  seq: z.number().int(),
  at: instant,
  actor: z.string(),
  verified: z.boolean(),
  action: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  reason: z.string().nullable(),
  payload_hash: z.string(),
  previous_hash: z.string(),
  hash: z.string(),
  /** What was before and after; null once it was purged. */
  payload: z.object({ before: z.unknown(), after: z.unknown() }).nullable(),
});
export type TrailRowDto = z.output<typeof TrailRowDto>;

/** The last row of a trail: its number and hash; number 0 where there is none yet. */
export const TrailHead = z.object({ seq: z.number().int(), hash: z.string() });
export type TrailHead = z.output<typeof TrailHead>;

/** The heads of the trail that are kept outside of the database. */
export const TrailAnchors = z.object({
  file: z.string(),
  count: z.number().int(),
  newest_at: instant.nullable(),
  /** Of a trail that a restored backup did not know. */
  excused: z.number().int(),
  /** What they say is wrong with the trail, or what is wrong with them, in a sentence; null: nothing. */
  problem: z.string().nullable(),
});
export type TrailAnchors = z.output<typeof TrailAnchors>;

export const trailMethods = {
  /** The newest first, with numbers below `before`. */
  'trail.page': {
    kind: 'query',
    input: z.object({
      filter: TrailFilter.default({}),
      before: z.number().int().min(1).nullable().default(null),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    output: z.object({
      rows: z.array(TrailRowDto),
      /** Ask again with it as `before`; null: this was the last page. */
      next: z.number().int().nullable(),
      /** It was looked no further back than this, for rows like that are few: the page is not full, and there may be more. */
      searched_to: instant.nullable(),
      head: TrailHead,
    }),
  },
  /** Recomputes the chain, some rows at a time: ask again with `last` as `after` until it is done; then the anchors are held against it. */
  'trail.verify': {
    kind: 'query',
    input: z.object({ after: TrailHead.nullable().default(null) }),
    output: z.object({
      last: TrailHead,
      head: TrailHead,
      done: z.boolean(),
      first_bad: z.number().int().nullable(),
      why: z.string().nullable(),
      /** null while it is not done, and where nobody knows of anchors. */
      anchors: TrailAnchors.nullable(),
    }),
  },
  /** Writes into the trail that rows of it leave, and which. */
  'trail.note_export': {
    kind: 'command',
    input: z.object({ filter: TrailFilter.default({}), format: z.enum(['ndjson', 'csv']) }),
    output: z.object({ seq: z.number().int() }),
  },
  /** Where the head is written down from now on, and does so at once; '' for the usual place, beside the data folder. */
  'trail.set_anchor': {
    kind: 'command',
    input: z.object({ file: z.string().trim().max(1_000) }),
    output: z.object({ file: z.string() }),
  },
} as const;
