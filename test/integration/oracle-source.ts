import type { SiteDocument } from '#core/config/document.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { isCovered, wallClock } from './oracle-clock.ts';
import type { Wrong } from './simulation-oracle.ts';

/** From the last that was heard of a source to the first that is heard of it again. */
export type Outage = { readonly start: EpochMs; readonly end: EpochMs };

const APP = 'patrol-app';

/** Every long gap in what arrives from the guards' app while three sites or more are manned, told naively from the lines alone. */
export function sourceOutages(
  sites: readonly SiteDocument[],
  events: readonly TelemetryEvent[],
  to: EpochMs,
): { readonly outages: readonly Outage[]; readonly wrongs: readonly Wrong[] } {
  const arrivals = events
    .filter(({ source, received_at }) => source === APP && (received_at ?? 0) <= to)
    .map(({ ts, received_at }) => ({ ts, at: received_at ?? ts }))
    .sort((a, b) => a.at - b.at);
  const gaps = arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.at ?? at));
  const usual = gaps.toSorted((a, b) => a - b)[Math.ceil(gaps.length * 0.99) - 1] ?? 0;
  const limit = Math.max(5 * MINUTE, 5 * usual);
  const outages: Outage[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  for (const [index, { ts, at }] of arrivals.entries()) {
    const isGap = index > 0 && (gaps[index - 1] ?? 0) > limit;
    if (isGap && mannedAt(sites, newest) >= 3 && mannedAt(sites, at) >= 3)
      outages.push({ start: newest, end: at });
    newest = Math.max(newest, ts);
  }
  return { outages, wrongs: outages.map((outage) => silence(outage, limit)) };
}

const silence = ({ start, end }: Outage, limit: number): Wrong => ({
  ...{ site: null, finding_type: 'SOURCE_SILENT', subject: `source:${APP}` },
  ...{ start: start + limit, last: end },
});

const mannedAt = (sites: readonly SiteDocument[], at: EpochMs): number =>
  sites.filter(({ shifts = [], timezone = 'UTC' }) =>
    isCovered(shifts, wallClock(timezone)(Math.floor(at / MINUTE) * MINUTE)),
  ).length;

/** True when a source was out at any time of a window: what is missing in it may have happened. */
export const isBlind = (outages: readonly Outage[], from: EpochMs, to: EpochMs): boolean =>
  outages.some(({ start, end }) => start < to && end > from);
