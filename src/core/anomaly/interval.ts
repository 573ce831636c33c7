import { DAY, type EpochMs, HOUR } from '#core/model/time.ts';
import type { Grid } from './grid.ts';
import { gridOf } from './grid.ts';
import { median } from './order-statistics.ts';

/** Rows that lie further apart than this have no week. */
export const LONGEST_INTERVAL = 7 * DAY;

/**
 * The interval of a regular series, from the times of its first rows: the most frequent distance between neighbours where half of
 * them have it, else the median, so that neither a gap nor clocks that tremble matter. Null where no row follows another.
 */
export function intervalOf(times: readonly EpochMs[]): number | null {
  const distances = times.slice(1).flatMap((at, place) => {
    const distance = at - (times[place] ?? at);
    return distance > 0 ? [distance] : [];
  });
  const counts = new Map<number, number>();
  for (const distance of distances) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) return null;
  return most[1] * 2 >= distances.length ? most[0] : Math.round(median(distances));
}

/** Independent looks that a day has at least: sensitivity is per day, or per 24 rows where these last longer. */
const LEAST_TESTS = 24;
/** Neighbouring windows share most of what they hold: four rows are one look, as in the product's quarters of an hour. */
const ROWS_OF_A_LOOK = 4;

/**
 * The grid of a series at its own interval. Rows longer than an hour count as one hour of exposure: the levels then weigh rows, not
 * hours.
 */
export function gridOfInterval(interval: number): Grid {
  const grid = gridOf(interval / HOUR);
  return {
    width: Math.min(1, grid.width),
    buckets_a_day: grid.buckets_a_day,
    tests_a_day: Math.max(LEAST_TESTS, grid.buckets_a_day / ROWS_OF_A_LOOK),
  };
}
