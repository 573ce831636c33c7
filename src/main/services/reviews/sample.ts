import { setImmediate } from 'node:timers/promises';
import { type KeyedFinding, keyedFor, sampleAmong, sampleSize } from '#core/indicators/review-sample.ts';
import { HOUR } from '#core/model/time.ts';
import type { ReviewReads } from '#main/ports/store.ts';
import type { Week } from './week.ts';

/** What was resolved in a week, and what of it is looked at again. */
export type WeekSample = { readonly closed: number; readonly sample: readonly string[] };

export type Samples = {
  /** The sample of a week. What was drawn for one that is over is kept: nothing is resolved in it any more. */
  readonly of: (week: Week, isOver: boolean) => Promise<WeekSample>;
  /** How many are in the sample of a week. */
  readonly sizeOf: (week: Week, isOver: boolean) => Promise<number>;
};

/** A busy installation resolves hundreds of findings in an hour: so much is read in one go. */
const STEP = 4 * HOUR;
/** Weeks whose samples are kept. */
const MOST_KEPT = 9;

/** Draws the weekly samples a few hours at a time, so that nothing else waits for a whole week. */
export function createSamples(reviews: Pick<ReviewReads, 'closedIn' | 'countIn'>): Samples {
  const samples = new Map<string, WeekSample>();
  const sizes = new Map<string, number>();
  const steps = async (from: number, to: number, step: (from: number, to: number) => void) => {
    for (let at = from; at < to; at += STEP) {
      step(at, Math.min(to, at + STEP));
      await setImmediate();
    }
  };
  return {
    async of(week, isOver) {
      const known = samples.get(week.week);
      if (known !== undefined) return known;
      const found: KeyedFinding[] = [];
      await steps(week.from, week.to, (from, to) => {
        for (const each of keyedFor(week.week, reviews.closedIn(from, to))) found.push(each);
      });
      const drawn = { closed: found.length, sample: sampleAmong(week.week, found) };
      if (isOver) keep(samples, week.week, drawn);
      return drawn;
    },
    async sizeOf(week, isOver) {
      const known = samples.get(week.week)?.sample.length ?? sizes.get(week.week);
      if (known !== undefined) return known;
      let closed = 0;
      await steps(week.from, week.to, (from, to) => {
        closed += reviews.countIn(from, to);
      });
      const size = sampleSize(closed);
      if (isOver) keep(sizes, week.week, size);
      return size;
    },
  };
}

function keep<T>(kept: Map<string, T>, week: string, value: T): void {
  kept.set(week, value);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}
