import { z } from 'zod';

const instant = z.number().int();
const count = z.number().int();
const id = z.number().int().min(1);
/** Why a line was not taken in. */
export const QUARANTINE_REASONS = ['UNKNOWN_SITE', 'FUTURE', 'INVALID'] as const;
const reason = z.enum(QUARANTINE_REASONS);
/** null: of nobody who is known. */
const source = z.string().max(200).nullable();

export const QuarantineDto = z.object({
  /** Higher ones were refused later. */
  id,
  at: instant,
  reason,
  detail: z.string(),
  site: z.string().nullable(),
  /** Where it stood: a file and its line, a key, a topic. */
  place: z.string().nullable(),
  source,
  /** As it came. May name people: shown, exported and never logged. */
  raw: z.string(),
});
export type QuarantineDto = z.output<typeof QuarantineDto>;

export const QuarantineGroupDto = z.object({ reason, source, lines: count, newest_at: instant });
export type QuarantineGroupDto = z.output<typeof QuarantineGroupDto>;

/** Which lines are meant: those with these numbers, of this reason, of this source; all of them when nothing is given. */
const choice = {
  ids: z.array(id).min(1).max(1_000).optional(),
  reason: reason.optional(),
  source: source.optional(),
};

export const quarantineMethods = {
  /** The newest first; `before` is the number of the last one of the page before. */
  'quarantine.list': {
    kind: 'query',
    input: z.object({
      limit: z.number().int().min(1).max(1_000).default(200),
      before: id.optional(),
      reason: choice.reason,
      source: choice.source,
    }),
    output: z.array(QuarantineDto),
  },
  'quarantine.groups': { kind: 'query', input: z.object({}), output: z.array(QuarantineGroupDto) },
  /** Takes lines in again, each once. What is taken leaves the list in the same transaction; the rest stays and says why. */
  'quarantine.retry': {
    kind: 'command',
    input: z.strictObject(choice),
    output: z.object({
      /** Events that are new, and those that were known already. */
      accepted: count,
      duplicates: count,
      /** Lines that stayed. */
      remaining: count,
    }),
  },
  /** Deletes lines for good. The trail keeps how many, whose and why. */
  'quarantine.discard': {
    kind: 'command',
    input: z.strictObject({ ...choice, because: z.string().trim().min(1).max(500) }),
    output: z.object({ discarded: count }),
  },
} as const;
