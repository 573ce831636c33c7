import type { ReportOrder } from '#contract/reports.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { type ClientSite, dashboardReport } from '#core/report/dashboard.ts';
import type { Caller } from '../handlers.ts';
import { type Client, clientOf } from './client.ts';
import { type MakeReport, markOf, type ReportParts } from './maker.ts';
import { countOf, indicatorsOf, nameOf, weeksOf } from './scorecard.ts';

type Order = Extract<ReportOrder, { kind: 'dashboard' }>;

const DAYS = 30;

/** How a client's sites stand now, and the thirty days before. Throws Refused for a client that there is not. */
export const makeDashboard: MakeReport<Order> = async (order, caller, parts) => {
  const { clock, fleet, host } = parts;
  const at = clock.now();
  const client = clientOf(fleet(), order, caller.scope);
  const span = { from: at - DAYS * DAY, to: at };
  const { indicators } = await indicatorsOf(parts, caller, client, span);
  return dashboardReport({
    ...{
      at,
      timezone: host.timezone,
      mark: markOf(parts),
      client: nameOf(parts, client),
      days: DAYS,
      indicators,
    },
    sites: await sitesOf(parts, caller, client, at),
    types: [...(await countOf(parts, caller, client, { by: 'type', ...span }))].map(([key, count]) => ({
      key,
      count,
    })),
    per_week: await weeksOf(parts, caller, client, span),
  });
};

async function sitesOf(
  parts: ReportParts,
  caller: Caller,
  client: Client,
  at: EpochMs,
): Promise<readonly ClientSite[]> {
  const { readModel } = parts;
  const filter = {
    tenant: client.tenant,
    client: client.client,
    status: ['NEW' as const, 'ACKNOWLEDGED' as const],
    roots: true,
  };
  const groups = readModel.findings.groups({ scope: caller.scope, filter, at, sort: 'urgency', sites: null });
  const open = new Map(groups.map((group) => [group.site, group.by_severity]));
  const found = await countOf(parts, caller, client, { by: 'site', from: at - DAYS * DAY, to: at });
  return client.sites.map(({ code, name }) => ({
    ...{ code, name, found: found.get(code) ?? 0 },
    open: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, open.get(code)?.[severity] ?? 0]),
    ) as ClientSite['open'], // safe: every severity has its number
  }));
}
