import type { EpochMs, Interval } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { GapHabit } from './gap-habit.ts';
import { limitOf, MIN_SITES_TO_JUDGE } from './source-health.ts';

/** In which minutes (since 1970) a source was heard in a span, and for how many sites. */
export type HeardMinutes = {
  readonly minutes: ReadonlySet<number>;
  readonly sites: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
};

const DAY_MINUTES = DAY / MINUTE;
/** Silent at the same time on this share of the other days is a habit and no outage. */
const HABIT = 0.5;
/** Days around a silence that say whether it is a habit. */
const DAYS_AROUND = 7;

/**
 * When a source was out, looking back: silent for longer than its own limit, at a time of the day at which it was heard on most
 * days around. Unlike the engine, which judges as it happens, it needs no roster. The span's beginning and end are no outage.
 */
export function pastOutages({ minutes, sites, from, to }: HeardMinutes): readonly Interval[] {
  if (sites < MIN_SITES_TO_JUDGE) return [];
  const sorted = [...minutes].sort((a, b) => a - b);
  const habit = new GapHabit();
  for (let i = 1; i < sorted.length; i++) habit.add(((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)) * MINUTE);
  const usual = habit.p99();
  if (usual === null) return [];
  const limit = limitOf(usual);
  const [first, last] = [Math.floor(from / MINUTE), Math.floor(to / MINUTE)];
  return sorted.flatMap((minute, i): Interval[] => {
    const next = sorted[i + 1];
    if (next === undefined || (next - minute) * MINUTE <= limit) return [];
    return isHabit(minutes, minute + 1, next, first, last)
      ? []
      : [{ start: minute * MINUTE, end: (next + 1) * MINUTE }];
  });
}

/** True when most days around were as silent between the same times of the day. */
function isHabit(
  minutes: ReadonlySet<number>,
  start: number,
  end: number,
  first: number,
  last: number,
): boolean {
  let [days, silent] = [0, 0];
  for (let day = -DAYS_AROUND; day <= DAYS_AROUND; day++) {
    const shift = day * DAY_MINUTES;
    if (day === 0 || start + shift < first || end + shift > last) continue;
    days++;
    if (!isHeard(minutes, start + shift, end + shift)) silent++;
  }
  return days > 0 && silent >= days * HABIT;
}

/** Whether the source was heard in a tenth of the minutes or more: a stray event makes no working day. */
function isHeard(minutes: ReadonlySet<number>, start: number, end: number): boolean {
  let heard = 0;
  for (let minute = start; minute < end; minute++) if (minutes.has(minute)) heard++;
  return heard * 10 >= end - start;
}
