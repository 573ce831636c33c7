import { flatMapSteps, type Steps } from '#core/kit/steps.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { type FieldChange, fieldChanges } from './differences.ts';
import { type MergedScope, mergeSteps } from './merge.ts';
import { outlineSite } from './outline.ts';
import type { NewScopeRecord, ScopeRecord } from './records.ts';
import { type WrittenFile, writtenScopes } from './written.ts';
import { writtenRunbooks } from './written-runbooks.ts';

/** What becomes of one tenant, client, site or runbook. */
export type PlanEntry = {
  readonly change: 'added' | 'changed' | 'unchanged' | 'missing' | 'deactivated';
  readonly scope: NewScopeRecord['scope'] | 'RUNBOOK';
  readonly code: string;
  readonly fields: readonly FieldChange[];
};

/** How much the files hold. */
export type PlanCounts = Readonly<
  Record<'tenants' | 'clients' | 'sites' | 'people' | 'devices' | 'tours' | 'runbooks', number>
>;

export type ImportPlan = {
  /** Documents to write, parents before children; empty when nothing would change. */
  readonly documents: readonly NewScopeRecord[];
  /** Documents as they were before, of those that change. */
  readonly replaced: readonly ScopeRecord[];
  readonly runbooks: readonly Omit<Runbook, 'version'>[];
  readonly entries: readonly PlanEntry[];
  readonly counts: PlanCounts;
};

/** Works out what an import of these files would do. The files have passed every check. */
export function* planImport(input: {
  readonly files: readonly WrittenFile[];
  readonly stored: readonly ScopeRecord[];
  readonly runbooks: readonly Runbook[];
  readonly deactivateMissing: boolean;
}): Steps<ImportPlan> {
  const written = input.files.flatMap(writtenScopes);
  // Only a list of sites can miss one: geofences and calendars name those that they speak of.
  const listed = new Set(written.filter(({ file }) => !file.isBeside).map(({ tenant }) => tenant));
  const all = yield* mergeSteps(input.stored, written);
  const merged = [...all.values()].filter((scope) => scope.written !== null || listed.has(scope.tenant));
  const scopes = yield* flatMapSteps(merged, (scope) => planScope(scope, input.deactivateMissing));
  const fromFiles = input.files.flatMap(writtenRunbooks).map(({ runbook }) => runbook);
  const runbooks = planRunbooks(fromFiles, input.runbooks);
  const changing = scopes.filter(({ document }) => document !== null);
  return {
    documents: changing.flatMap(({ document }) => document ?? []),
    replaced: changing.flatMap(({ stored }) => stored ?? []),
    runbooks: runbooks.runbooks,
    entries: [...scopes.map(({ entry }) => entry), ...runbooks.entries],
    counts: yield* countWritten(
      merged.filter((scope) => scope.written !== null),
      fromFiles.length,
    ),
  };
}

/** Works out what becomes of runbooks that shall say this. */
export function planRunbooks(
  written: readonly Omit<Runbook, 'version'>[],
  stored: readonly Runbook[],
): Pick<ImportPlan, 'runbooks' | 'entries'> {
  const plans = written.map((runbook) => planRunbook(runbook, stored));
  return {
    runbooks: plans.filter(({ entry }) => entry.change !== 'unchanged').map(({ runbook }) => runbook),
    entries: plans.map(({ entry }) => entry),
  };
}

type ScopePlan = {
  readonly entry: PlanEntry;
  readonly document: NewScopeRecord | null;
  readonly stored: ScopeRecord | null;
};

/** Nothing for a tenant or client that no file names: only sites are told as missing. */
function planScope(merged: MergedScope, deactivateMissing: boolean): readonly ScopePlan[] {
  const { scope, code, parent, tenant, stored, written } = merged;
  if (written === null && scope !== 'SITE') return [];
  const isActive = merged.fields.active !== false;
  const fields = written === null && deactivateMissing ? { ...merged.fields, active: false } : merged.fields;
  const changes = stored === null ? [] : fieldChanges(stored.document, fields);
  const change = changeOf(merged, changes.length > 0, deactivateMissing && isActive);
  const document = { scope, code, parent, tenant, document: fields };
  const isWrite = change === 'added' || change === 'changed' || change === 'deactivated';
  return [{ entry: { change, scope, code, fields: changes }, document: isWrite ? document : null, stored }];
}

function changeOf(merged: MergedScope, differs: boolean, deactivates: boolean): PlanEntry['change'] {
  if (merged.stored === null) return 'added';
  if (merged.written === null) return deactivates ? 'deactivated' : 'missing';
  return differs ? 'changed' : 'unchanged';
}

function planRunbook(runbook: Omit<Runbook, 'version'>, stored: readonly Runbook[]) {
  const entry = (change: PlanEntry['change'], fields: readonly FieldChange[]): PlanEntry => ({
    change,
    scope: 'RUNBOOK',
    code: runbook.finding_type,
    fields,
  });
  const before = stored.find(({ finding_type }) => finding_type === runbook.finding_type);
  if (before === undefined) return { runbook, entry: entry('added', []) };
  const fields = fieldChanges(before, { ...runbook, version: before.version });
  return { runbook, entry: entry(fields.length > 0 ? 'changed' : 'unchanged', fields) };
}

function* countWritten(written: readonly MergedScope[], runbooks: number): Steps<PlanCounts> {
  const ofScope = (scope: NewScopeRecord['scope']) => written.filter((merged) => merged.scope === scope);
  const sites = ofScope('SITE');
  const outlines = yield* flatMapSteps(sites, (site) => [
    { tenant: site.tenant, ...outlineSite(site.fields) },
  ]);
  const distinct = (list: 'people' | 'devices') =>
    new Set(outlines.flatMap((site) => site[list].map((entry) => `${site.tenant} ${entry?.code}`))).size;
  return {
    tenants: ofScope('TENANT').length,
    clients: ofScope('CLIENT').length,
    sites: sites.length,
    people: distinct('people'),
    devices: distinct('devices'),
    tours: outlines.reduce((sum, { tours }) => sum + tours.length, 0),
    runbooks,
  };
}
