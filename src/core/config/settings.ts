import { type AuditDocument, SiteAuditDocument } from './audit-schema.ts';
import { type DocumentProblem, describeValue } from './problem.ts';
import { clientOf, recordKey, type ScopeRecord, siteOf, tenantOf } from './records.ts';
import { problemsOf } from './schema-problems.ts';
import { effectiveAudit } from './scopes.ts';
import { setAt } from './set-at.ts';
import { closestWord } from './spelling.ts';

/** The stored documents with some settings changed, or what is wrong with the wishes; `path` holds the wish as it was written. */
export type AppliedSettings =
  | { readonly ok: true; readonly records: readonly ScopeRecord[] }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/**
 * Applies wishes such as `RB-01.sensitivity=HIGH` or `RB-01.signal_thresholds.phone_events.min_count=2` to the audit
 * blocks of sites, for a replay that tries them out. A wish splits at the first `=`; of several site codes that fit the
 * longest holds (DECISIONS 24). Values are JSON, or else text.
 */
export function applySettings(records: readonly ScopeRecord[], wishes: readonly string[]): AppliedSettings {
  const byKey = new Map(records.map((record) => [recordKey(record), record]));
  const problems: DocumentProblem[] = [];
  for (const wish of wishes) {
    const result = applyWish(byKey, wish);
    if ('problems' in result) problems.push(...result.problems);
    else byKey.set(recordKey(result.record), result.record);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, records: [...byKey.values()] };
}

type Records = ReadonlyMap<string, ScopeRecord>;
type WishResult = { readonly record: ScopeRecord } | { readonly problems: readonly DocumentProblem[] };

function applyWish(records: Records, wish: string): WishResult {
  const refuse = (found: string, expected: string): WishResult => ({
    problems: [{ path: [wish], found, expected }],
  });
  const split = wish.indexOf('=');
  if (split === -1) return refuse(describeValue(wish), 'SITE.field=value');
  const target = wish.slice(0, split);
  const record = siteOfTarget(records, target);
  if (record === null)
    return refuse(describeValue(target), `a known site code, a dot and a field${meant(records, target)}`);
  const path = target
    .slice(record.code.length + 1)
    .replace(/^audit\./, '')
    .split('.');
  const site = siteOf(record);
  const audit = setAt(seededAudit(records, record, path), path, readValue(wish.slice(split + 1)));
  const problems = problemsOf(SiteAuditDocument, audit);
  if (problems.length > 0)
    return { problems: problems.map((problem) => ({ ...problem, path: [wish, ...problem.path] })) };
  return { record: { ...record, document: { ...site, audit } } };
}

/** The site whose code, with a dot after it, begins the target: the longest such code. */
function siteOfTarget(records: Records, target: string): ScopeRecord | null {
  for (let end = target.lastIndexOf('.'); end > 0; end = target.lastIndexOf('.', end - 1)) {
    const found = records.get(`SITE ${target.slice(0, end)}`);
    if (found !== undefined) return found;
  }
  return null;
}

function meant(records: Records, target: string): string {
  const codes = [...records.values()].filter(({ scope }) => scope === 'SITE').map(({ code }) => code);
  const word = closestWord(target.split('.')[0] ?? '', codes);
  return word === null ? '' : `: did you mean ${word}?`;
}

/**
 * The site's own audit block, with what a wish for a part of a value builds on: the threshold that holds for the signal,
 * or the sensitivity of all other metrics.
 */
function seededAudit(records: Records, record: ScopeRecord, path: readonly string[]): AuditDocument {
  const own = siteOf(record).audit ?? {};
  const [field, name = '', part] = path;
  if (field === 'sensitivity' && name !== '' && typeof own.sensitivity === 'string')
    return { ...own, sensitivity: { default: own.sensitivity } };
  if (field !== 'signal_thresholds' || part === undefined || own.signal_thresholds?.[name] !== undefined)
    return own;
  const held = heldAt(records, record).signal_thresholds[name];
  return held === undefined ? own : { ...own, signal_thresholds: { ...own.signal_thresholds, [name]: held } };
}

function heldAt(records: Records, record: ScopeRecord) {
  const { tenant, parent } = record;
  const above = (scope: 'TENANT' | 'CLIENT', code: string) => records.get(recordKey({ scope, tenant, code }));
  const site = siteOf(record);
  return effectiveAudit(
    tenantOf(above('TENANT', tenant) ?? { document: {} }),
    clientOf(above('CLIENT', parent ?? '') ?? { document: {} }),
    { ...site, timezone: site.timezone ?? 'UTC' },
  );
}

function readValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
