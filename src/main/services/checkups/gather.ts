import { spanOf } from '#core/checkup/due.ts';
import { installationItems } from '#core/checkup/installation-items.ts';
import { siteItems } from '#core/checkup/site-items.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { NewScopeRecord } from '#core/config/records.ts';
import type { CheckupItem, CheckupKind } from '#core/model/checkup.ts';
import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { isOwnScope } from '../configuration/own-scope.ts';
import type { Caller, QueryHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import { entriesOf } from '../queries/maintenance.ts';
import { followedRunbooks } from '../queries/runbooks.ts';

export type GatherParts = {
  /** The queries of the screens: a checkup holds what they show. */
  readonly asked: QueryHandlers;
  readonly readModel: ReadModel;
  readonly fleet: () => Fleet;
  readonly timezone: string;
};
export type About = { readonly kind: CheckupKind; readonly site: string | null; readonly at: EpochMs };

/** Windows of the coming days are looked at. */
const AHEAD = 7 * DAY;
const MOST_CELLS = 50;

/** The items of a checkup with their figures as of now. Throws Refused for a site that there is not any more. */
export async function gatherItems(
  parts: GatherParts,
  { kind, site, at }: About,
  caller: Caller,
): Promise<readonly CheckupItem[]> {
  if (kind === 'INSTALLATION') return ofInstallation(parts, at, caller);
  const found = site === null ? undefined : parts.fleet().byCode.get(site);
  if (found === undefined) throw new Refused('not-found', `There is no site ${site}.`);
  return ofSite(parts, found, at, caller);
}

async function ofSite(parts: GatherParts, site: Site, at: EpochMs, caller: Caller) {
  const { asked, readModel } = parts;
  const { from, to } = spanOf('SITE', at);
  const scope = { of: 'SITE', site: site.code } as const;
  const counted = await asked['indicators.get']({ scope, from, to }, caller);
  const bySite = await asked['indicators.sites']({ scope, from, to }, caller);
  const { metrics } = await asked['baselines.site']({ site: site.code }, caller);
  const outliers = await asked['baselines.outliers']({ site: site.code, limit: 1_000 }, caller);
  const held = await asked['suppressed.list']({ active: false }, caller);
  return siteItems({
    timezone: site.timezone,
    types: typesOf(parts, site, { from, to }),
    indicators: [...counted.indicators, ...bySite.indicators],
    ...{
      metrics,
      outliers: outliers.length,
      audit: site.audit,
      runbooks: followedRunbooks(readModel.runbooks),
    },
    windows: windowsOf(parts, site, at, caller),
    held_back: held
      .filter((row) => row.site === site.code && row.last_at >= from)
      .reduce((sum, { count }) => sum + count, 0),
  });
}

function typesOf(
  { readModel }: GatherParts,
  { code }: Site,
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
) {
  const countsOf = (since: EpochMs, until: EpochMs) =>
    readModel.findings.countBy({
      ...{ scope: 'all', by: 'type', at: to },
      filter: { site: code, since, until, roots: true },
    });
  const before = new Map(countsOf(from - (to - from), from).map(({ key, count }) => [key, count]));
  return countsOf(from, to)
    .map(({ key, count }) => ({ type: key ?? '', now: count, before: before.get(key) ?? 0 }))
    .sort((a, b) => b.now - a.now || (a.type < b.type ? -1 : 1));
}

/** Of the site, its client and its tenant, as far as the caller sees them: the calendar of everything is long to read. */
function windowsOf(
  { readModel }: GatherParts,
  { code, client, tenant, timezone }: Site,
  at: EpochMs,
  caller: Caller,
) {
  const written = readModel.desk.documents(code);
  if (written === null) return [];
  const records: readonly NewScopeRecord[] = [
    { scope: 'TENANT', code: tenant, parent: null, tenant, document: written.tenant },
    { scope: 'CLIENT', code: client, parent: tenant, tenant, document: written.client },
    { scope: 'SITE', code, parent: client, tenant, document: written.site },
  ];
  const own = records.filter((record) => caller.scope === 'all' || isOwnScope(record, caller.scope));
  return entriesOf(own, new Map(), { from: at, to: at + AHEAD })
    .flatMap(({ target, reason, times }) =>
      times
        .filter((time) => time.timezone === timezone)
        .map(({ start, end }) => ({
          place: `${target.scope.toLowerCase()} ${target.code}`,
          ...{ reason, start, end },
        })),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

async function ofInstallation({ asked, timezone }: GatherParts, at: EpochMs, caller: Caller) {
  const { from, to } = spanOf('INSTALLATION', at);
  const page = await asked['engine.page']({}, caller);
  const cells = await asked['baselines.outliers']({ limit: MOST_CELLS }, caller);
  const counted = await asked['indicators.get']({ scope: { of: 'ALL' }, from, to }, caller);
  const bySite = await asked['indicators.sites']({ scope: { of: 'ALL' }, from, to }, caller);
  return installationItems({
    timezone,
    ...{ jobs: page.upkeep, backup: page.backups.last, backups: page.backups.kept },
    ...{ days_until_full: page.database.days_until_full, cells, rounds: page.cadences },
    failing_rules: page.rules.filter(({ failures }) => failures > 0),
    silent_sources: page.sources.filter(({ health }) => health === 'SILENT').map(({ code }) => code),
    indicators: [...counted.indicators, ...bySite.indicators],
  });
}
