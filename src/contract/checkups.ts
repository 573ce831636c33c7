import { z } from 'zod';
import { CHECKUP_ITEMS, CHECKUP_KINDS, CHECKUP_OUTCOMES } from '#core/model/checkup.ts';
import { ReportBlockDto } from './reports.ts';

const instant = z.number().int();
const id = z.string().min(1).max(64);
const Begun = z.object({ at: instant, by: z.string() }).nullable();

/** A checkup that waits. */
const Waiting = z.object({
  id: z.string(),
  kind: z.enum(CHECKUP_KINDS),
  site: z.string().nullable(),
  site_name: z.string().nullable(),
  due_at: instant,
  is_overdue: z.boolean(),
  begun: Begun,
  /** How many of its items somebody has looked at. */
  ticked: z.number().int(),
  /** When the same place was signed last. */
  last_signed_at: instant.nullable(),
});

export const CheckupDto = Waiting.extend({
  items: z.array(
    z.object({
      name: z.enum(CHECKUP_ITEMS),
      title: z.string(),
      question: z.string(),
      blocks: z.array(ReportBlockDto),
    }),
  ),
  ticks: z.array(
    z.object({
      item: z.enum(CHECKUP_ITEMS),
      outcome: z.enum(CHECKUP_OUTCOMES),
      note: z.string().nullable(),
      by: z.string(),
      at: instant,
    }),
  ),
  /** Once it is signed: the report that is kept of it. */
  signed: z.object({ at: instant, by: z.string(), report: z.string() }).nullable(),
});

export const checkupMethods = {
  /** Checkups that are due, the longest first. */
  'checkups.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({ at: instant, checkups: z.array(Waiting) }),
  },
  'checkups.get': { kind: 'query', input: z.object({ id }), output: CheckupDto },
  /** Freezes the figures of the checkup that is due, or of one that is not due yet. One that was begun stays as it is. */
  'checkups.begin': {
    kind: 'command',
    input: z.object({ site: id }),
    output: z.object({ id: z.string() }),
  },
  /** The same of the whole installation. */
  'checkups.begin_installation': {
    kind: 'command',
    input: z.object({}),
    output: z.object({ id: z.string() }),
  },
  /** Says of an item that nothing is to do, or what is. */
  'checkups.tick': {
    kind: 'command',
    input: z
      .object({
        id,
        item: z.enum(CHECKUP_ITEMS),
        outcome: z.enum(CHECKUP_OUTCOMES),
        note: z.string().trim().min(1).max(1_000).optional(),
      })
      .refine(({ outcome, note }) => outcome === 'FINE' || note !== undefined, {
        path: ['note'],
        error: 'expected a note of what is to do',
      }),
    output: z.object({}),
  },
  /** Signs what was looked at: it is kept as a report, and nothing of it changes any more. */
  'checkups.sign': {
    kind: 'command',
    input: z.object({ id, note: z.string().trim().min(1).max(1_000).optional() }),
    output: z.object({ report: z.string() }),
  },
} as const;

export const checkupEvents = {
  /** A checkup fell due, or somebody worked on one: ask again. */
  'checkups.changed': z.object({}),
} as const;
