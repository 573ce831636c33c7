import { SharedAuditDocument, SiteAuditDocument } from '#core/config/audit-schema.ts';
import type { DocumentProblem } from '#core/config/problem.ts';
import type { ScopeRecord } from '#core/config/records.ts';
import { problemsOf } from '#core/config/schema-problems.ts';
import { setAudit } from '#core/config/set-audit.ts';

/** One field of an `audit` block with the value that is tried: `alert_severity_threshold`, `signal_thresholds.phone_events`. Null unsets it. */
export type AuditChange = { readonly field: string; readonly value: unknown };
export type ChangedDocument =
  | { readonly ok: true; readonly record: ScopeRecord }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** The stored document of a tenant, client or site with its `audit` block changed, checked as an import would check it. */
export function changeAudit(record: ScopeRecord, changes: readonly AuditChange[]): ChangedDocument {
  const { document } = record;
  // Safe: what is stored was accepted by the schema of its scope, and each has an `audit` block or none.
  const stored = document as { readonly audit?: unknown };
  const audit = changes.reduce<unknown>(
    (changed, { field, value }) => setAudit(changed, field.split('.'), value) ?? {},
    stored.audit ?? {},
  );
  const problems = problemsOf(record.scope === 'SITE' ? SiteAuditDocument : SharedAuditDocument, audit);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, record: { ...record, document: { ...stored, audit } } };
}
