import type { TrialOrder } from '#contract/what-if.ts';
import { MOST_TRIED_DAYS, MOST_TRIED_SITES } from '#contract/what-if.ts';
import { placeOf } from '#core/config/problem.ts';
import { type ScopeRecord, siteOf } from '#core/config/records.ts';
import { hasTenant, isWithin, type Place, type TenantScope } from '#core/model/actor.ts';
import { DAY, type EpochMs, MINUTE } from '#core/model/time.ts';
import { changeAudit } from '#core/what-if/change-audit.ts';
import type { Span } from '#core/what-if/tried.ts';
import { Refused } from '../handlers.ts';
import type { TrialPlan } from './runner.ts';

/** Which sites are replayed over which span. Throws Refused for what is unknown, not the caller's, or no valid setting. */
export function planTrial(
  order: TrialOrder,
  stored: { readonly records: readonly ScopeRecord[]; readonly version: number },
  scope: TenantScope,
  now: EpochMs,
): TrialPlan {
  const seen = stored.records.filter((record) => isSeen(record, scope));
  changedRecords(order, seen);
  const sites = sitesOf(order, seen);
  if (sites.length === 0) throw new Refused('bad-request', 'There is no site to try it on.');
  if (sites.length > MOST_TRIED_SITES)
    throw new Refused(
      'bad-request',
      `${sites.length} sites are too many for one trial: ${MOST_TRIED_SITES} at most. Choose some of them.`,
    );
  return { ...spanOf(order, now), sites: sites.map(placeOfSite), version: stored.version };
}

/** Whole minutes. Throws Refused for a span that is none, too long, or not over yet. */
function spanOf({ days, span }: TrialOrder, now: EpochMs): Span {
  // Whoever tries again within a quarter of an hour tries the same span: one side of it is known.
  const to = span === undefined ? Math.floor(now / QUARTER) * QUARTER : inMinutes(span.to);
  const from = span === undefined ? to - days * DAY : inMinutes(span.from);
  const wrong =
    from >= to
      ? 'The span ends before it begins.'
      : to > now
        ? 'The span is not over yet.'
        : to - from > MOST_TRIED_DAYS * DAY
          ? `At most ${MOST_TRIED_DAYS} days can be tried.`
          : null;
  if (wrong !== null) throw new Refused('bad-request', wrong);
  return { from, to };
}

const QUARTER = 15 * MINUTE;

const inMinutes = (at: EpochMs): EpochMs => Math.floor(at / MINUTE) * MINUTE;

/** The documents that the order changes, as they would be. Throws Refused for what is unknown or no valid setting. */
export function changedRecords(
  { target, changes }: TrialOrder,
  records: readonly ScopeRecord[],
): readonly ScopeRecord[] {
  return targetsOf(target, records).map((record) => {
    const changed = changeAudit(record, changes);
    if (changed.ok) return changed.record;
    const problems = changed.problems.map(({ path, found, expected }) => ({
      ...{ file: null, line: null, found, expected },
      ...{ place: `${record.code} audit.${placeOf(path)}`, field: placeOf(path) },
    }));
    throw new Refused('bad-request', 'These settings cannot be tried.', problems);
  });
}

function targetsOf(target: TrialOrder['target'], records: readonly ScopeRecord[]): readonly ScopeRecord[] {
  const named = (scope: ScopeRecord['scope'], code: string, tenant?: string): ScopeRecord => {
    const found = records.find(
      (record) =>
        record.scope === scope && record.code === code && (tenant === undefined || record.tenant === tenant),
    );
    if (found === undefined) throw new Refused('not-found', `There is no ${scope.toLowerCase()} ${code}.`);
    return found;
  };
  if (target.scope === 'SITE') return [...new Set(target.sites)].map((code) => named('SITE', code));
  if (target.scope === 'GROUP') {
    const sites = records.filter(isInGroup(target.group));
    if (sites.length === 0) throw new Refused('not-found', `No site is in a group ${target.group}.`);
    return sites;
  }
  return [
    target.scope === 'CLIENT'
      ? named('CLIENT', target.client, target.tenant)
      : named('TENANT', target.tenant, target.tenant),
  ];
}

function sitesOf({ target }: TrialOrder, records: readonly ScopeRecord[]): readonly ScopeRecord[] {
  const sites = records.filter(({ scope }) => scope === 'SITE');
  if (target.scope === 'SITE') {
    const wanted = new Set(target.sites);
    return sites.filter(({ code }) => wanted.has(code));
  }
  if (target.scope === 'GROUP') return sites.filter(isInGroup(target.group));
  return sites.filter(
    ({ tenant, parent }) =>
      tenant === target.tenant && (target.scope === 'TENANT' || parent === target.client),
  );
}

const isInGroup =
  (group: string) =>
  (record: ScopeRecord): boolean =>
    record.scope === 'SITE' && siteOf(record).groups?.includes(group) === true;

const placeOfSite = ({ tenant, parent, code }: ScopeRecord): Place => ({
  tenant,
  client: parent ?? '',
  code,
});

/** Whether somebody may try a change of it: what belongs to a client or a tenant as a whole takes all of it. */
function isSeen(record: ScopeRecord, scope: TenantScope): boolean {
  if (record.scope === 'SITE') return isWithin(placeOfSite(record), scope);
  if (record.scope === 'TENANT' || scope === 'all') return hasTenant(record.tenant, scope);
  return isWithin({ tenant: record.tenant, client: record.code, code: '' }, scope);
}
