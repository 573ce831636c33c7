import { setImmediate } from 'node:timers/promises';
import type { AlarmCount, ConsoleFacts } from '#core/indicators/console.ts';
import { CONSOLE_PERIOD, STALE_AFTER } from '#core/indicators/console.ts';
import type { FindingSums } from '#core/indicators/finding-sums.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Asked } from './indicator-places.ts';

export type Span = { readonly from: EpochMs; readonly to: EpochMs };
/** The first slot of each site that was ever audited, by its id. */
export type FirstSlots = ReadonlyMap<number, EpochMs>;
type Indicators = ReadModel['indicators'];
type Pause = () => Promise<void>;

/** Longer than this no other question waits. */
const TURN_MS = 10;

/** Lets the questions that came meanwhile be answered, where this one has gone on for long. */
export function createPause(): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await setImmediate();
    since = performance.now();
  };
}

export function firstSlots({ due }: Pick<ReadModel, 'due'>): FirstSlots {
  const first = new Map<number, EpochMs>();
  for (const { site_id, first_slot } of due()) {
    if (first_slot !== null)
      first.set(site_id, Math.min(first.get(site_id) ?? Number.POSITIVE_INFINITY, first_slot));
  }
  return first;
}

/** Milliseconds for which the sites were audited within a span, added up: each from its first slot on. */
export const watchedMs = ({ chosen }: Pick<Asked, 'chosen'>, first: FirstSlots, { from, to }: Span): number =>
  chosen.filter(isAudited).reduce((sum, { id }) => {
    const since = first.get(id);
    return since === undefined ? sum : sum + Math.max(0, to - Math.max(from, since));
  }, 0);

/** Reads the findings of days, one day after the other; a day that was read before is not read again. */
export function dayReader(indicators: Indicators, asked: Asked, now: EpochMs, pause: Pause) {
  const known = new Map<string, FindingSums>();
  return async (days: readonly Span[]): Promise<readonly FindingSums[]> => {
    const sums: FindingSums[] = [];
    for (const day of days) {
      const key = `${day.from} ${day.to}`;
      const read = known.get(key) ?? indicators.findings({ ...asked, ...day }, now);
      known.set(key, read);
      sums.push(read);
      await pause();
    }
    return sums;
  };
}

export type AlertFacts = Pick<ConsoleFacts, 'alarms' | 'periods' | 'stale'> & {
  /** How many came on each of the days. */
  readonly perDay: readonly number[];
};

/** Reads the alerts of a span site by site, so that no other question waits for all of them. */
export async function readAlerts(
  indicators: Indicators,
  asked: Asked,
  days: readonly Span[],
  pause: Pause,
): Promise<AlertFacts> {
  const span = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 };
  const alarms: AlarmCount[] = [];
  const questions = questionsBySite(indicators, asked);
  for (const [site, question] of questions) {
    alarms.push(...indicators.alarms({ ...question, ...span }, site));
    await pause();
  }
  const isWhole = asked.scope === 'all' && asked.sites === null && asked.rule === null;
  const byTime = isWhole
    ? ofEverything(indicators, days, pause)
    : ofPlaces(indicators, questions, days, pause);
  const before = { ...asked, from: 0, to: span.to - STALE_AFTER + 1 };
  return { alarms, ...(await byTime), stale: indicators.standing(before, span.to) };
}

type OfSite = readonly [site: string | null, question: Asked];

/**
 * What is asked of each site at which anything was found, those that are gone too, and null for what belongs to none. Where everything that was ever found is the caller's,
 * and was the owner's, no finding is looked at for whose it is.
 */
export function questionsBySite(indicators: Pick<Indicators, 'foundAt'>, asked: Asked): readonly OfSite[] {
  const { own, others } = indicators.foundAt(asked);
  const whole: Asked = { ...asked, scope: 'all', sites: null, owner: null };
  const found = (asked.sites ?? [...own]).filter((code) => own.has(code));
  const ofSites = found.map((code): OfSite => [code, others.has(code) ? asked : whole]);
  return asked.sites === null ? [[null, asked], ...ofSites] : ofSites;
}

type ByTime = Pick<AlertFacts, 'periods' | 'perDay'>;

async function ofEverything(indicators: Indicators, days: readonly Span[], pause: Pause): Promise<ByTime> {
  const from = days[0]?.from ?? 0;
  const to = days.at(-1)?.to ?? 0;
  const periods = new Map<number, number>();
  for (let start = from; start < to; start += DAY) {
    const offset = (start - from) / CONSOLE_PERIOD;
    const counted = indicators.periods(start, Math.min(to, start + DAY), CONSOLE_PERIOD);
    for (const [period, count] of counted) periods.set(offset + period, count);
    await pause();
  }
  const perDay: number[] = [];
  for (const day of days) {
    perDay.push([...indicators.periods(day.from, day.to, DAY).values()].reduce((sum, n) => sum + n, 0));
    await pause();
  }
  return { periods, perDay };
}

async function ofPlaces(
  indicators: Indicators,
  questions: readonly OfSite[],
  days: readonly Span[],
  pause: Pause,
): Promise<ByTime> {
  const span = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 };
  const counts = new Uint32Array(Math.ceil((span.to - span.from) / CONSOLE_PERIOD));
  const perDay = days.map(() => 0);
  for (const [site, question] of questions) {
    for (const at of indicators.alerts({ ...question, ...span }, site)) {
      const period = Math.floor((at - span.from) / CONSOLE_PERIOD);
      counts[period] = (counts[period] ?? 0) + 1;
      const day = dayOf(days, at);
      perDay[day] = (perDay[day] ?? 0) + 1;
    }
    await pause();
  }
  const periods = new Map([...counts.entries()].filter(([, alerts]) => alerts > 0));
  return { periods, perDay };
}

/** The index of the day of an instant that lies in one of them. */
function dayOf(days: readonly Span[], at: EpochMs): number {
  let [low, high] = [0, days.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at < (days[middle]?.to ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
