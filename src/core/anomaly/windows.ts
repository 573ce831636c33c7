import type { Grid } from './grid.ts';
import type { CountScore } from './negative-binomial.ts';
import { scoreCount, stabilised } from './negative-binomial.ts';
import { priorOfNew, tailOfBoth } from './new-usual.ts';
import { logUpperTail, zOfLogTail } from './normal.ts';
import { dayBefore, newestDay } from './recent-days.ts';
import { RING_AT, RING_LENGTH, RING_WIDTH, read } from './state.ts';

/** Lengths of the windows, in buckets, that end with the newest one. */
export const WINDOWS = [1, 2, 4, 8, 16, 32] as const;
const LOG_WINDOWS = Math.log(WINDOWS.length);
const LOG_HALF = Math.log(0.5);

/** Neighbouring buckets are akin: a long window scatters by up to this much more than buckets that know nothing of each other. */
export const KINSHIP = 0.5;
/**
 * How much of the doubt about single expectations is common to a window of several. All of it would be on the safe side, and made z
 * scatter by half of what it should over 8 hours; less than a fifth brings every window to about 1 ± 0.1 (`npm run bench -- anomaly`).
 */
export const COMMON_DOUBT = 0.18;

/** What one bucket adds to its windows. */
export type Counted = {
  readonly count: number;
  /** Expected then. */
  readonly mu: number;
  /** Relative variance of the expectation then. */
  readonly variance: number;
  /** What its hour held on the last two days of its sort, as `recent-days.ts` packs it. */
  readonly days: number;
};

const placeOf = (index: number): number => RING_AT + (index % RING_LENGTH) * RING_WIDTH;

export function writeRing(state: Float32Array, index: number, { count, mu, variance, days }: Counted): void {
  const place = placeOf(index);
  state[place] = count;
  state[place + 1] = mu;
  state[place + 2] = days;
  state[place + 3] = variance * mu;
}

/** Buckets between the last one and this one were not judged; they count for nothing. */
export function skipRing(state: Float32Array, last: number, index: number): void {
  for (let skipped = Math.max(last + 1, index - RING_LENGTH); skipped < index; skipped++)
    state.fill(0, placeOf(skipped), placeOf(skipped) + RING_WIDTH);
}

/** The most surprising window that ends with a bucket. */
export type Surprise = {
  /** Sigma per day: how often chance alone would show as much, as if a day had one look. Signed; 0 for anything usual. */
  readonly z_day: number;
  /** Length in buckets, and what it added up to. */
  readonly window: number;
  readonly observed: number;
  readonly expected: number;
};

/** A glance that is cheaper than the tail: below this many z of the stabilised difference a window cannot be the reason for an alarm. */
const GLANCE = 1.8;
/** From this mean on the glance may be trusted. */
const GLANCE_FROM = 4;

/** The bucket itself: its score, the scatter that holds now, and that of the bucket with the doubt about its expectation. */
export type Newest = { readonly first: CountScore; readonly phi: number; readonly psi: number };

/**
 * Looks at the windows that end with `index` (DETECTION part C, 6 and 7): each is one count with the summed expectation and its
 * own scatter, the smallest tail wins, and pays for having been chosen (Bonferroni) and for the looks that a day has. A tail that
 * could be an alarm is held against what the last two days would make usual.
 */
export function surprise(state: Float32Array, index: number, newest: Newest, grid: Grid): Surprise {
  const prior = priorOfNew(state);
  const looks = LOG_WINDOWS + Math.log(grid.tests_a_day);
  const tailOf = (
    logTail: number,
    length: number,
    observed: number,
    expected: number,
    psi: number,
  ): number => {
    if (logTail + looks >= LOG_HALF) return logTail;
    const days = daysBehind(state, index, length, grid);
    return days === null ? logTail : tailOfBoth(logTail, prior, { observed, expected, psi, days });
  };
  const [count, mean] = [read(state, placeOf(index)), read(state, placeOf(index) + 1)];
  let least = tailOf(newest.first.logTail, 1, count, mean, newest.psi);
  let { z } = newest.first;
  let window = 1;
  let [observed, expected, squares, doubt] = [0, 0, 0, 0];
  let [sumAt, meanAt] = [count, mean];
  let size = 0;
  for (const length of WINDOWS) {
    for (; size < length; size++) {
      const place = placeOf(index - size + RING_LENGTH);
      const mu = read(state, place + 1);
      observed += read(state, place);
      expected += mu;
      squares += mu * mu;
      doubt += read(state, place + 3);
    }
    if (length === 1) continue;
    const psi =
      ((newest.phi * squares) / (expected * expected)) * (1 + (KINSHIP * (length - 1)) / length) +
      (COMMON_DOUBT * doubt) / expected;
    if (!isWorthALook(observed, expected, psi)) continue;
    const score = scoreCount(observed, expected, psi);
    if (score.logTail >= least) continue;
    const logTail = tailOf(score.logTail, length, observed, expected, psi);
    if (logTail >= least) continue;
    least = logTail;
    z = score.z;
    window = length;
    sumAt = observed;
    meanAt = expected;
  }
  return { z_day: zPerDay(least, z, grid), window, observed: sumAt, expected: meanAt };
}

/** What the hours of a window held on the last two days of their sort; as expected where a day is not known; null: none is. */
function daysBehind(
  state: Float32Array,
  index: number,
  length: number,
  { width }: Grid,
): readonly [number, number] | null {
  let [newest, before, isKnown] = [0, 0, false];
  for (let each = 0; each < length; each++) {
    const place = placeOf(index - each + RING_LENGTH);
    const [mu, packed] = [read(state, place + 1), read(state, place + 2)];
    const [one, two] = [newestDay(packed), dayBefore(packed)];
    newest += one === null ? mu : one * width;
    before += two === null ? mu : two * width;
    isKnown ||= one !== null;
  }
  return isKnown ? [newest, before] : null;
}

const isWorthALook = (observed: number, expected: number, psi: number): boolean =>
  expected < GLANCE_FROM || Math.abs(stabilised(observed, psi) - stabilised(expected, psi)) >= GLANCE;

/** z = sign · quantile(1 − min(0.5, tests · 6 · tail)). */
const zPerDay = (logTail: number, z: number, { tests_a_day }: Grid): number => {
  const perDay = logTail + LOG_WINDOWS + Math.log(tests_a_day);
  return perDay >= LOG_HALF ? 0 : Math.sign(z) * zOfLogTail(perDay);
};

/** The z that a single bucket must reach for the given z per day: the edge of its expected band. */
export const zOfOneSample = (zDay: number, { tests_a_day }: Grid): number =>
  zOfLogTail(logUpperTail(zDay) - LOG_WINDOWS - Math.log(tests_a_day));
