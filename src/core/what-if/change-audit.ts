import { SharedAuditDocument, SiteAuditDocument } from '#core/config/audit-schema.ts';
import type { DocumentProblem } from '#core/config/problem.ts';
import type { ScopeRecord } from '#core/config/records.ts';
import { problemsOf } from '#core/config/schema-problems.ts';

/** One field of an `audit` block with the value that is tried: `alert_severity_threshold`, `signal_thresholds.phone_events`. Null unsets it. */
export type AuditChange = { readonly field: string; readonly value: unknown };
export type ChangedDocument =
  | { readonly ok: true; readonly record: ScopeRecord }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** The stored document of a tenant, client or site with its `audit` block changed, checked as an import would check it. */
export function changeAudit(record: ScopeRecord, changes: readonly AuditChange[]): ChangedDocument {
  const { document } = record;
  // Safe: what is stored was accepted by the schema of its scope, and each has an `audit` block or none.
  const stored = document as { readonly audit?: Readonly<Record<string, unknown>> };
  const audit = changes.reduce(changeField, stored.audit ?? {});
  const problems = problemsOf(record.scope === 'SITE' ? SiteAuditDocument : SharedAuditDocument, audit);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, record: { ...record, document: { ...stored, audit } } };
}

function changeField(
  audit: Readonly<Record<string, unknown>>,
  { field, value }: AuditChange,
): Readonly<Record<string, unknown>> {
  const [name = '', ...rest] = field.split('.');
  const part = rest.join('.');
  if (part === '') return withField(audit, name, value);
  return withField(audit, name, withField(partsOf(audit[name]), part, value));
}

/** A single sensitivity stands for all metrics that are not named. */
function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'string') return { default: value };
  return value !== null && typeof value === 'object' ? { ...value } : {};
}

function withField(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const { [name]: _, ...others } = fields;
  return value === null ? others : { ...others, [name]: value };
}
