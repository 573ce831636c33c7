import { setImmediate } from 'node:timers/promises';
import type { ReportOrder } from '#contract/reports.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { ScoredIndicator } from '#core/report/indicator-words.ts';
import { type Month, monthAfter, monthOf } from '#core/report/month.ts';
import { scorecardReport } from '#core/report/scorecard.ts';
import { DRAFT } from '#core/report/signing.ts';
import { dateText } from '#core/report/times.ts';
import type { Tally } from '#core/report/what-changed.ts';
import { type Caller, Refused } from '../handlers.ts';
import { archivedFindings } from '../queries/archived.ts';
import { type Client, clientOf } from './client.ts';
import { type MakeReport, markOf, type ReportParts } from './maker.ts';

type Order = Extract<ReportOrder, { kind: 'scorecard' }>;
type Span = { readonly from: EpochMs; readonly to: EpochMs };

/** A client's month. Throws Refused for a client or a month that there is not, and for one that has not begun. */
export const makeScorecard: MakeReport<Order> = async (order, caller, parts) => {
  const { readModel, clock, fleet, host } = parts;
  const { timezone } = host;
  const at = clock.now();
  const client = clientOf(fleet(), order, caller.scope);
  const month = monthNamed(order.month, timezone);
  const before = monthNamed(monthAfter(order.month, -1), timezone);
  if (month.from >= at) throw new Refused('bad-request', `${month.name} has not begun.`);
  const span = { from: month.from, to: Math.min(month.to, at) };
  const [now, then] = [
    await indicatorsOf(parts, caller, client, span),
    await indicatorsOf(parts, caller, client, before),
  ];
  const counts = (by: 'type' | 'site') => talliesOf(parts, caller, client, { by, span, before });
  const sites = new Map((await counts('site')).map((tally) => [tally.key, tally]));
  return scorecardReport({
    ...{ at, timezone, made_by: caller.actor.name },
    mark: [DRAFT, markOf(parts), month.to > at ? 'THE MONTH IS NOT OVER' : null]
      .filter((part) => part !== null)
      .join(' · '),
    client: nameOf(parts, client),
    month: month.name,
    before_name: before.name,
    share_of_before: (span.to - span.from) / (before.to - before.from),
    types: await counts('type'),
    sites: client.sites.map(({ code }) => sites.get(code) ?? { key: code, now: 0, before: 0 }),
    now: now.indicators,
    before: then.indicators,
    first: now.first,
    suppressed: readModel
      .suppressed(caller.scope, null)
      .filter(
        ({ site, first_at, last_at }) =>
          sitesIn(client).has(site) && first_at < span.to && last_at >= span.from,
      ).length,
    site_names: new Map(client.sites.map(({ code, name }) => [code, name])),
    weeks: await weeksOf(parts, caller, client, span),
    signatures: [{ role: 'Released by', name: null, at: null, note: null }],
  });
};

function monthNamed(text: string, timezone: string): Month {
  const month = monthOf(text, timezone);
  if (month === null)
    throw new Refused('bad-request', `There is no month ${text}: expected one such as 2026-11.`);
  return month;
}

const sitesIn = ({ sites }: Client): ReadonlySet<string> => new Set(sites.map(({ code }) => code));

/** Code and name, where it has one. */
export function nameOf({ readModel }: ReportParts, { client, sites }: Client): string {
  const [first] = sites;
  const record = first === undefined ? null : readModel.desk.documents(first.code)?.client;
  const name = record !== null && typeof record === 'object' && 'name' in record ? record.name : client;
  return typeof name === 'string' && name !== client ? `${name} (${client})` : client;
}

/** What is counted from findings, and what is counted site by site. */
export async function indicatorsOf(
  { asked }: ReportParts,
  caller: Caller,
  { tenant, client }: Client,
  span: Span,
): Promise<{
  readonly indicators: readonly ScoredIndicator[];
  readonly first: readonly ScoredIndicator[] | null;
}> {
  const scope = { of: 'CLIENT', tenant, client } as const;
  const counted = await asked['indicators.get']({ scope, ...span }, caller);
  const bySite = await asked['indicators.sites']({ scope, ...span }, caller);
  return {
    indicators: [...counted.indicators, ...bySite.indicators],
    first: counted.first?.indicators ?? null,
  };
}

/** Findings of the client in a span, those of the archive too, what parents have adopted left out. Each count is a turn of its own: others are answered between two. */
export async function countOf(
  { readModel, archive }: ReportParts,
  { scope }: Caller,
  { tenant, client }: Client,
  { by, from, to }: Span & { readonly by: 'type' | 'site' },
): Promise<ReadonlyMap<string, number>> {
  await setImmediate();
  const filter = { tenant, client, since: from, until: to, roots: true };
  const counts = new Map<string, number>();
  for (const findings of [readModel.findings, archivedFindings(archive)])
    for (const { key, count } of findings?.countBy({ ...{ scope, by, at: to }, filter }) ?? [])
      counts.set(key ?? '', (counts.get(key ?? '') ?? 0) + count);
  return counts;
}

async function talliesOf(
  parts: ReportParts,
  caller: Caller,
  client: Client,
  { by, span, before }: { readonly by: 'type' | 'site'; readonly span: Span; readonly before: Span },
): Promise<readonly Tally[]> {
  const now = await countOf(parts, caller, client, { by, ...span });
  const then = await countOf(parts, caller, client, { by, ...before });
  return [...new Set([...now.keys(), ...then.keys()])].map((key) => ({
    ...{ key, now: now.get(key) ?? 0, before: then.get(key) ?? 0 },
  }));
}

/** Findings by week of a span, the last one cut. */
export async function weeksOf(parts: ReportParts, caller: Caller, client: Client, { from, to }: Span) {
  const { timezone } = parts.host;
  const weeks: { label: string; value: number }[] = [];
  for (let start = from; start < to; start += 7 * DAY) {
    const end = Math.min(start + 7 * DAY, to);
    const found = await countOf(parts, caller, client, { by: 'type', from: start, to: end });
    const value = [...found.values()].reduce((sum, count) => sum + count, 0);
    weeks.push({ label: `from ${dateText(start, timezone)}`, value });
  }
  return weeks;
}
