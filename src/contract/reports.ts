import { z } from 'zod';
import { SIGNING_ROLES, STANDINGS } from '#core/model/kept-report.ts';
import { REPORT_KINDS, REPORT_STATUSES } from '#core/model/report.ts';
import { FindingFilter } from './findings.ts';

const instant = z.number().int();
const code = z.string().min(1).max(64);
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11');
const note = z.string().trim().min(1).max(1_000).optional();
const id = z.string().min(1).max(64);

/** Which report. Times are instants; the installation's zone says what a month is. */
export const ReportOrder = z.discriminatedUnion('kind', [
  /** What the next shift must know: since when, and of which desk (absent: of everything that one may see). */
  z.strictObject({ kind: z.literal('handover'), since: instant, desk: code.optional() }),
  /** Findings that a filter lets through, as a list. */
  z.strictObject({ kind: z.literal('history'), filter: FindingFilter.default({}) }),
  /** A client's calendar month. The tenant is needed only where two have a client of that code. */
  z.strictObject({ kind: z.literal('scorecard'), tenant: code.optional(), client: code, month: Month }),
  /** How a client's sites stand, for the client. */
  z.strictObject({ kind: z.literal('dashboard'), tenant: code.optional(), client: code }),
]);
export type ReportOrder = z.output<typeof ReportOrder>;

const text = z.string();
const Position = z.object({ detected_at: instant, id: z.string() });
/** `ReportBlock` of core/model/report.ts. */
export const ReportBlockDto = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({
    kind: z.literal('figures'),
    figures: z.array(
      z.object({
        label: text,
        value: text,
        beside: text.nullable(),
        status: z.enum(REPORT_STATUSES).nullable(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.object({ title: text, width: z.number(), align: z.enum(['left', 'right']) })),
    rows: z.array(z.array(text)),
    empty: text,
    more: z.number().int(),
  }),
  z.object({
    kind: z.literal('bars'),
    title: text,
    unit: text,
    bars: z.array(z.object({ label: text, value: z.number() })),
    target: z.object({ label: text, value: z.number() }).nullable(),
  }),
  z.object({
    kind: z.literal('signatures'),
    signatures: z.array(
      z.object({ role: text, name: text.nullable(), at: text.nullable(), note: text.nullable() }),
    ),
  }),
]);

/** `ReportDocument` of core/model/report.ts. */
export const Report = z.object({
  kind: z.enum(REPORT_KINDS),
  title: text,
  subject: text,
  span: text,
  made_at: instant,
  made: text,
  mark: text.nullable(),
  sections: z.array(z.object({ heading: text, blocks: z.array(ReportBlockDto) })),
});
export type Report = z.output<typeof Report>;

/** A report that is kept as it was made. */
const Kept = z.object({
  id: text,
  kind: z.enum(REPORT_KINDS),
  made_at: instant,
  made_by: text,
  title: text,
  subject: text,
  span: text,
  sha256: text,
  standing: z.enum(STANDINGS),
  signatures: z.array(
    z.object({
      role: z.enum(SIGNING_ROLES),
      by: text,
      verified: z.boolean(),
      at: instant,
      note: text.nullable(),
    }),
  ),
});

const HOURS_OF_DAY = 24;
/** `ReportSchedule` of core/model/report-schedule.ts. */
const Schedule = z.strictObject({
  scorecards: z.boolean(),
  handovers: z
    .array(
      z
        .number()
        .int()
        .min(0)
        .max(HOURS_OF_DAY - 1),
    )
    .max(HOURS_OF_DAY),
  folder: z.string().trim().min(1).max(1_000).nullable(),
});

export const reportMethods = {
  /** What a report says as of now. */
  'reports.make': { kind: 'query', input: z.object({ order: ReportOrder }), output: Report },
  /** Findings as lines of a CSV in the order of their detection, the header before the first; `next`: where the rest begins. */
  'reports.csv': {
    kind: 'query',
    input: z.object({
      filter: FindingFilter.default({}),
      after: Position.nullable().default(null),
      limit: z.number().int().min(1).max(1_000).default(1_000),
    }),
    output: z.object({ text, next: Position.nullable() }),
  },
  /** A report as it is printed, or as one page for any browser, in base64. */
  'reports.print': {
    kind: 'shell',
    input: z.object({ report: Report, format: z.enum(['pdf', 'html']).default('pdf') }),
    output: z.object({ bytes: z.base64() }),
  },
  /** Reports that are kept, the newest first. */
  'reports.kept': {
    kind: 'query',
    input: z.object({ limit: z.number().int().min(1).max(500).default(100) }),
    output: z.array(Kept),
  },
  /** One of them with what it says, and the names under it. */
  'reports.get': { kind: 'query', input: z.object({ id }), output: Kept.extend({ report: Report }) },
  /** Makes a report as of now and keeps it. */
  'reports.keep': { kind: 'command', input: z.object({ order: ReportOrder }), output: z.object({ id }) },
  /** Which reports are made by themselves, and where they are written. */
  'reports.schedule': { kind: 'query', input: z.object({}), output: Schedule },
  'reports.set_schedule': {
    kind: 'command',
    input: z.object({ schedule: Schedule }),
    output: z.object({}),
  },
  /** Signs a handover: who goes, or who comes. */
  'reports.sign': {
    kind: 'command',
    input: z.object({ id, role: z.enum(['OUTGOING', 'INCOMING']), note }),
    output: z.object({}),
  },
  /** Releases a report that somebody else made, or sends it back. */
  'reports.release': {
    kind: 'command',
    input: z.object({ id, release: z.boolean(), note }),
    output: z.object({}),
  },
} as const;

export const reportEvents = {
  /** A report was kept or signed: ask again. */
  'reports.changed': z.object({}),
} as const;
