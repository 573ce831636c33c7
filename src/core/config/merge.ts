import { drain, type Steps } from '#core/kit/steps.ts';
import { recordKey, type ScopeRecord } from './records.ts';
import type { WrittenScope } from './written.ts';

/** One tenant, client or site as it would be after the import. */
export type MergedScope = Pick<ScopeRecord, 'scope' | 'code' | 'parent' | 'tenant'> & {
  readonly fields: Fields;
  /** null: the store does not have it yet. */
  readonly stored: ScopeRecord | null;
  /** null: no file names it. */
  readonly written: WrittenScope | null;
};

/** Documents that are laid over one another in one step. */
const SCOPES_A_STEP = 500;

export type Fields = Readonly<Record<string, unknown>>;

/**
 * The stored documents with the written ones laid over them, by natural key (DECISIONS 33). A written list or audit
 * block replaces the stored one whole, an absent one is left alone, a written null takes the value away; a CSV touches
 * only its columns.
 */
export const mergeConfiguration = (
  stored: readonly ScopeRecord[],
  written: readonly WrittenScope[],
): ReadonlyMap<string, MergedScope> => drain(mergeSteps(stored, written));

/** The same in steps. */
export function* mergeSteps(
  stored: readonly ScopeRecord[],
  written: readonly WrittenScope[],
): Steps<ReadonlyMap<string, MergedScope>> {
  const merged = new Map<string, MergedScope>();
  for (const [place, record] of stored.entries()) {
    if (place % SCOPES_A_STEP === 0) yield;
    const { scope, code, parent, tenant, document } = record;
    merged.set(recordKey(record), {
      scope,
      code,
      parent,
      tenant,
      fields: asFields(document),
      stored: record,
      written: null,
    });
  }
  for (const [place, scope] of written.entries()) {
    if (place % SCOPES_A_STEP === 0) yield;
    const before = merged.get(recordKey(scope));
    merged.set(recordKey(scope), {
      scope: scope.scope,
      code: scope.code,
      parent: scope.parent,
      tenant: scope.tenant,
      fields: mergeFields(before?.fields ?? {}, scope),
      stored: before?.stored ?? null,
      written: scope,
    });
  }
  return merged;
}

function mergeFields(stored: Fields, { scope, fields, file }: WrittenScope): Fields {
  if (file.columns === null) return withoutNothing({ ...stored, ...fields });
  let merged: Fields = { ...stored, code: fields.code };
  // The columns of a CSV are those of its sites: of a tenant or client it has the code alone.
  for (const column of scope === 'SITE' ? file.columns : []) merged = mergeColumn(merged, fields, column);
  return withoutNothing(merged);
}

function mergeColumn(stored: Fields, row: Fields, column: string): Fields {
  const [outer = column, inner] = column.split('.');
  if (inner !== undefined) {
    const audit = withoutNothing({ ...asFields(stored[outer]), [inner]: asFields(row[outer])[inner] });
    return { ...stored, [outer]: Object.keys(audit).length > 0 ? audit : undefined };
  }
  // A polygon has no column of its own: an empty radius does not take it away.
  if (outer === 'geofence' && row[outer] === undefined && Object.hasOwn(asFields(stored[outer]), 'type'))
    return stored;
  return { ...stored, [outer]: row[outer] };
}

const withoutNothing = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

const asFields = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
