import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { figuresOf } from '#test/kit/figures.ts';
import type { Truth } from '#test/kit/truth.ts';
import type { Notification } from './records.ts';

/** Whose alarms, and over which time: whole days from `from`. */
export type Watch = { readonly sites: readonly string[]; readonly from: EpochMs; readonly days: number };
/** One thing that counts for a site at an instant; null belongs to no single site. */
export type Counted = { readonly site: string | null; readonly at: EpochMs };

export type Spread = { readonly mean: number; readonly worst: number };

const SPAN = 10 * MINUTE;
/** Sites that one person watches. */
export const CONSOLE_SITES = 50;

/** How many per site and day: the mean, and the worst day of any site. Days are those of UTC. */
export function perSiteAndDay(counted: readonly Counted[], { sites, from, days }: Watch): Spread {
  const ofSites = counted.filter(({ site }) => site !== null);
  const counts = tally(ofSites, ({ site, at }) => `${site} ${Math.floor((at - from) / DAY)}`);
  return { mean: ofSites.length / (sites.length * days), worst: Math.max(0, ...counts.values()) };
}

/** Alerts of sites in weeks in which no trouble was injected there. A story of less than a week is one short week. */
export function quietWeeks(
  alerts: readonly Counted[],
  truths: readonly Truth[],
  { sites, from, days }: Watch,
): Spread & { readonly weeks: number; readonly week_days: number } {
  const week_days = Math.min(7, days);
  const length = week_days * DAY;
  const bySite = Map.groupBy(truths, ({ site }) => site);
  const counts = sites.flatMap((site) =>
    Array.from({ length: Math.floor(days / week_days) }, (_, index) => index).flatMap((index) => {
      const start = from + index * length;
      const troubled = bySite.get(site)?.some((truth) => touches(truth, start, start + length)) ?? false;
      if (troubled) return [];
      return alerts.filter(({ site: own, at }) => own === site && at >= start && at < start + length).length;
    }),
  );
  const sum = counts.reduce((total, count) => total + count, 0);
  return {
    weeks: counts.length,
    week_days,
    mean: sum / Math.max(1, counts.length),
    worst: Math.max(0, ...counts),
  };
}

const touches = ({ start, end }: Truth, from: EpochMs, to: EpochMs): boolean =>
  Date.parse(start) < to && (end === null || Date.parse(end) >= from);

export type ConsoleLoad = {
  readonly consoles: number;
  readonly sites_per_console: number;
  readonly mean: number;
  readonly p99: number;
  readonly max: number;
  /** Shares of all spans of 10 minutes with more than so many alarms. */
  readonly over_1: number;
  readonly over_10: number;
};

/**
 * Alarms per console and 10 minutes, quiet spans included. What belongs to no single site reaches every console. To be read
 * beside ANSI/ISA-18.2 and EEMUA 191: an average of 1 per 10 minutes is very likely acceptable, 2 is the most that can be
 * managed, and more than 10 should be rare, in under 1 % of the spans.
 */
export function perConsole(alarms: readonly Counted[], { sites, from, days }: Watch): ConsoleLoad {
  const consoles = Math.ceil(sites.length / CONSOLE_SITES);
  const consoleOf = new Map(sites.map((site, index) => [site, Math.floor(index / CONSOLE_SITES)]));
  const spans = Array.from({ length: consoles * Math.ceil((days * DAY) / SPAN) }, () => 0);
  for (const { site, at } of alarms) {
    const own = site === null ? undefined : consoleOf.get(site);
    const heardAt = own === undefined ? [...Array(consoles).keys()] : [own];
    for (const desk of heardAt) {
      const index = Math.ceil((at - from) / SPAN - 1) * consoles + desk;
      if (index in spans) spans[index] = (spans[index] ?? 0) + 1;
    }
  }
  const { p99, max } = figuresOf(spans);
  const share = (most: number) => spans.filter((count) => count > most).length / spans.length;
  return {
    consoles,
    sites_per_console: Math.min(CONSOLE_SITES, sites.length),
    mean: spans.reduce((sum, count) => sum + count, 0) / spans.length,
    ...{ p99, max, over_1: share(1), over_10: share(10) },
  };
}

function tally<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(items, keyOf)].map(([key, group]) => [key, group.length]));
}

/** The notifications that are the first of their finding: its alert. */
export const alertsAmong = (notifications: readonly Notification[]): readonly Notification[] =>
  notifications.filter(({ first }) => first);
