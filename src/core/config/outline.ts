import { z } from 'zod';
import type { Fields } from './merge.ts';

/*
 * What the checks across a document read of it. Whatever has the wrong form is passed over here, because the schema
 * tells of it: so a file's mistakes of form and its mistakes of sense are told together. Entries keep their position.
 */
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry.nullable().catch(null)).catch([]);
const text = z.string().optional().catch(undefined);

const Coded = z.looseObject({ code: z.string() });
const ToPerson = z.object({ person: text });
const SiteOutline = z.object({
  people: list(Coded),
  devices: list(Coded),
  shifts: list(ToPerson),
  tours: list(z.object({ code: z.string(), checkpoints: list(Coded) })),
});
const names = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((value) => Object.keys(value));
const AuditOutline = z.object({
  critical_signals: list(z.string()),
  signal_thresholds: names,
  sensitivity: names,
  custom_metrics: list(z.object({ name: z.string() })),
});

export type CodedEntry = z.output<typeof Coded>;
export type SiteOutline = z.output<typeof SiteOutline>;
export type AuditOutline = z.output<typeof AuditOutline>;

/** The lists of a site in which codes are given or used. */
export const outlineSite = (fields: Fields): SiteOutline => SiteOutline.parse(fields);

/** The names of signals that an audit block gives or uses; none where it is no block. */
export const outlineAudit = (fields: Fields): AuditOutline =>
  AuditOutline.catch(() => AuditOutline.parse({})).parse(fields.audit);
