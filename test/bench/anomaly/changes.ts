import { BUCKETS_PER_DAY } from './calendar.ts';
import { episodesOf } from './episodes.ts';
import type { ScoredSeries, Span } from './judge.ts';
import { judge } from './judge.ts';
import type { Slot } from './series.ts';

const FIRST_WEEKEND_HOUR = 120;
/** Days after a move that are told. */
const TOLD = 10;

/**
 * Episodes per series on each day after its shift moved for good, in series in which nothing else happened. Monday to Friday and
 * the weekend are learned apart, so a move shows anew on the first weekend: `by_sort` counts only the days of a day's own sort.
 */
export type Moves = {
  readonly series: number;
  readonly before: number;
  readonly by_day: readonly number[];
  readonly by_sort: readonly number[];
};

export function afterMoves(all: readonly ScoredSeries[], threshold: number): Moves {
  const opened = all.flatMap(({ series: { move, slots }, scores }) =>
    move === null
      ? []
      : episodesOf(scores, threshold).map(({ alarms: [first = 0] }) => ({ first, slots, move: move.bucket })),
  );
  const perSeries = (count: number) => count / all.length;
  const dayOf = ({ first, move }: { first: number; move: number }) =>
    Math.floor((first - move) / BUCKETS_PER_DAY);
  const told = opened.filter((each) => dayOf(each) >= 0);
  const before = opened.filter((each) => dayOf(each) < 0 && dayOf(each) >= -TOLD);
  const histogram = (number: (each: Opened) => number) =>
    Array.from({ length: TOLD }, (_, day) => perSeries(told.filter((each) => number(each) === day).length));
  return {
    series: all.length,
    before: perSeries(before.length) / TOLD,
    by_day: histogram(dayOf),
    by_sort: histogram(({ first, move, slots }) => daysOfSort(slots, move, first)),
  };
}

type Opened = { readonly first: number; readonly move: number; readonly slots: readonly Slot[] };

/** Days from the move to the day of a bucket that are of that day's sort. Holidays say nothing of a habit. */
function daysOfSort(slots: readonly Slot[], move: number, bucket: number): number {
  const isWeekend = (each: number) => (slots[each]?.hour_of_week ?? 0) >= FIRST_WEEKEND_HOUR;
  const first = bucket % BUCKETS_PER_DAY;
  let days = 0;
  for (let each = move + first; each < bucket; each += BUCKETS_PER_DAY)
    if (isWeekend(each) === isWeekend(bucket) && slots[each]?.is_holiday === false) days++;
  return days;
}

/** False alarms in the day and in the week after the clocks changed, and what as many other days would have had. */
export type ClockChange = {
  readonly changes: number;
  readonly day: number;
  readonly day_expected: number;
  readonly week: number;
  readonly week_expected: number;
};

export function afterClocks(all: readonly ScoredSeries[], threshold: number, span: Span): ClockChange {
  const changed = all.filter(({ series }) => series.jump !== null);
  const { false_alarms, quiet_days } = judge(changed, threshold, span);
  const sinceJump = false_alarms.map(({ series, opened }) => opened - (series.jump ?? 0));
  const within = (days: number) =>
    sinceJump.filter((since) => since >= 0 && since < days * BUCKETS_PER_DAY).length;
  const [day, week] = [within(1), within(7)];
  const share = quiet_days / (changed.length * (span.to - span.from));
  const perDay = (false_alarms.length - week) / Math.max(1, quiet_days - 7 * share * changed.length);
  const expected = (days: number) => perDay * share * changed.length * days;
  return { changes: changed.length, day, day_expected: expected(1), week, week_expected: expected(7) };
}
