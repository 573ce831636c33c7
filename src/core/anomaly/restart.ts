import type { Slot } from './grid.ts';
import { HOURS_PER_DAY, isWeekendHour } from './grid.ts';
import { cellAt } from './levels.ts';
import { scoreCount, stabilised } from './negative-binomial.ts';
import { addMotion } from './new-usual.ts';
import { dayBefore, newestDay, packedDays, rememberDay } from './recent-days.ts';
import { AT, read } from './state.ts';

/** How much the same hour counts today, a day of its sort ago, and two: one hour alone, however strange, restarts nothing. */
const [YESTERDAY, BEFORE] = [0.6, 0.36];
const MOST_Z = 3;
const LIMIT = 3.5;
/** Days differ in their level by more than their hours say: the relative variance of one day. */
const DAY_DOUBT = 0.02;
/**
 * What is left of the past after a lasting change, beside the hours that gave it away, which are learned whole. A fiftieth instead of the
 * twentieth of DETECTION part C, 10: with it a moved shift fires a third less on its third day (`npm run bench -- anomaly`).
 */
const KEPT = 0.02;
const DAYS_PER_WEEK = 7;
const WEEKDAYS = 5;

/** An hour of the day, on weekdays or on the weekend, whose past no longer holds. */
export type Restart = { readonly hour: number; readonly weekend: boolean };

/** What the hour that brought it about and the one of the day before held: all that is known of the new habit. */
export type NewHabit = Restart & {
  readonly hour_of_week: number;
  /** Of exposure, and what they held. */
  readonly hours: number;
  readonly count: number;
};

/** Adds a bucket to its hour. The hour before it is judged first, when this is another one. */
export function addToHour(state: Float32Array, slot: Slot, count: number, mu: number, psi: number): void {
  state[AT.hour] = slot.hour_of_week + 1;
  state[AT.hour_is_holiday] = slot.is_holiday ? 1 : 0;
  state[AT.hour_count] = read(state, AT.hour_count) + count;
  state[AT.hour_mean] = read(state, AT.hour_mean) + mu;
  state[AT.hour_variance] = read(state, AT.hour_variance) + psi * mu * mu;
  state[AT.hour_buckets] = read(state, AT.hour_buckets) + 1;
}

/**
 * Closes the hour that was added up, where `slot` lies in another one: if that hour of the day has been strange on the same side
 * again and again, its cells forget almost all they knew (DETECTION part C, 10; an exponentially weighted control chart, Roberts
 * 1959, over three days, all of them held against what is expected today). Hours of holidays say nothing of the habit. Returns what was restarted, or null.
 */
export function closeHour(state: Float32Array, slot: Slot, bucketsAnHour: number): NewHabit | null {
  const hour = read(state, AT.hour) - 1;
  const isSame = hour === slot.hour_of_week && slot.index - read(state, AT.last) < bucketsAnHour;
  if (hour < 0 || isSame) return null;
  const [count, mean] = [read(state, AT.hour_count), read(state, AT.hour_mean)];
  const variance = read(state, AT.hour_variance);
  const buckets = read(state, AT.hour_buckets);
  const isHoliday = read(state, AT.hour_is_holiday) === 1;
  for (const place of [
    AT.hour,
    AT.hour_is_holiday,
    AT.hour_count,
    AT.hour_mean,
    AT.hour_variance,
    AT.hour_buckets,
  ])
    state[place] = 0;
  if (isHoliday || mean <= 0) return null;
  const days = packedDays(state, hour);
  const [yesterday, before] = [newestDay(days), dayBefore(days)];
  const hours = buckets / bucketsAnHour;
  rememberDay(state, hour, count / hours);
  const psi = variance / (mean * mean);
  const middle = stabilised(mean, psi + DAY_DOUBT);
  const zThen = (rate: number | null): number =>
    rate === null ? 0 : clip(stabilised(rate * hours, psi + DAY_DOUBT) - middle);
  const evidence =
    clip(scoreCount(count, mean, psi).z) + YESTERDAY * zThen(yesterday) + BEFORE * zThen(before);
  if (Math.abs(evidence) < LIMIT) return null;
  forget(state, hour);
  addMotion(state);
  return {
    hour: hour % HOURS_PER_DAY,
    weekend: isWeekendHour(hour),
    hour_of_week: hour,
    hours: yesterday === null ? hours : hours + 1,
    count: yesterday === null ? count : count + yesterday,
  };
}

const clip = (z: number): number => Math.max(-MOST_Z, Math.min(MOST_Z, z));

function forget(state: Float32Array, hourOfWeek: number): void {
  const weekend = isWeekendHour(hourOfWeek);
  const [from, to] = weekend ? [WEEKDAYS, DAYS_PER_WEEK] : [0, WEEKDAYS];
  fade(state, cellAt(1, hourOfWeek));
  fade(state, cellAt(2, hourOfWeek));
  for (let day = from; day < to; day++)
    fade(state, cellAt(3, day * HOURS_PER_DAY + (hourOfWeek % HOURS_PER_DAY)));
}

function fade(state: Float32Array, cell: number): void {
  state[cell] = read(state, cell) * KEPT;
  state[cell + 1] = read(state, cell + 1) * KEPT;
}
