import { z } from 'zod';
import { REPORT_KINDS, REPORT_STATUSES } from '#core/model/report.ts';
import { FindingFilter } from './findings.ts';

const instant = z.number().int();
const code = z.string().min(1).max(64);

/** Which report. Times are instants; the installation's zone says what a month is. */
export const ReportOrder = z.discriminatedUnion('kind', [
  /** What the next shift must know: since when, and of which desk (absent: of everything that one may see). */
  z.strictObject({ kind: z.literal('handover'), since: instant, desk: code.optional() }),
  /** Findings that a filter lets through, as a list. */
  z.strictObject({ kind: z.literal('history'), filter: FindingFilter.default({}) }),
]);
export type ReportOrder = z.output<typeof ReportOrder>;

const text = z.string();
const Position = z.object({ detected_at: instant, id: z.string() });
const Block = z.discriminatedUnion('kind', [
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
  sections: z.array(z.object({ heading: text, blocks: z.array(Block) })),
});
export type Report = z.output<typeof Report>;

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
  /** A report as PDF, in base64. */
  'reports.print': {
    kind: 'shell',
    input: z.object({ report: Report }),
    output: z.object({ bytes: z.base64() }),
  },
} as const;
