import { createCountModel } from '#core/anomaly/count-model.ts';
import { QUARTER_HOURS } from '#core/anomaly/grid.ts';
import { scoreCount } from '#core/anomaly/negative-binomial.ts';
import { logUpperTail } from '#core/anomaly/normal.ts';
import { emptyState } from '#core/anomaly/state.ts';
import { COMMON_DOUBT, KINSHIP, WINDOWS } from '#core/anomaly/windows.ts';
import { BUCKETS_PER_DAY } from './calendar.ts';
import type { Series } from './series.ts';
import { MISSING } from './series.ts';

/** From this expected count on z is held against a normal distribution, below it the mid-p against what a known truth gives. */
const LEAST_MEAN = 5;
const FROM_DAY = 30;
export const SHARES = [0.01, 0.05, 0.1, 0.5] as const;

/** Variance of z, where the mean is 5 or more, by length of the window; each beside what the truth would give. */
export type Variances = readonly {
  readonly window: number;
  readonly n: number;
  readonly z: number;
  readonly known: number;
}[];
/** Share of quiet buckets with a mid-p below `p` on a side, beside what the truth would give. */
export type Tails = readonly {
  readonly p: number;
  readonly below: number;
  readonly known_below: number;
  readonly above: number;
  readonly known_above: number;
}[];
export type Calibrated = { readonly variances: Variances; readonly tails: Tails; readonly small: number };

/** Whether z and p mean what they say, from day 30 on, in series in which nothing happened. */
export function calibrate(all: readonly Series[]): Calibrated {
  const spreads = WINDOWS.map((window) => ({ window, own: spread(), known: spread() }));
  const small: { own: number; known: number }[] = [];
  for (const series of all)
    eachBucket(series, (own, known, at) => {
      for (const { window, ...each } of spreads) {
        const share = window === 1 ? 1 : COMMON_DOUBT;
        const [mine, theirs] = [windowOf(own, at, window, KINSHIP, share), windowOf(known, at, window, 0, 0)];
        if (mine === null || theirs === null || mine.mean < LEAST_MEAN) continue;
        each.own.take(mine.z);
        each.known.take(theirs.z);
      }
      const [mine, theirs] = [windowOf(own, at, 1, 0, 1), windowOf(known, at, 1, 0, 0)];
      if (mine !== null && theirs !== null && mine.mean < LEAST_MEAN)
        small.push({ own: mine.z, known: theirs.z });
    });
  return {
    variances: spreads.map(({ window, own, known }) => ({
      window,
      n: own.count(),
      z: own.variance(),
      known: known.variance(),
    })),
    tails: SHARES.map((p) => tailsAt(p, small)),
    small: small.length,
  };
}

type Counted = {
  readonly count: number;
  readonly mu: number;
  readonly phi: number;
  readonly variance: number;
};
type Past = readonly (Counted | null)[];

/** Goes through a series with the product's forecasts and with the truth side by side. */
function eachBucket(series: Series, look: (own: Past, known: Past, at: number) => void): void {
  const model = createCountModel(QUARTER_HOURS);
  const state = emptyState();
  const own: (Counted | null)[] = [];
  const known: (Counted | null)[] = [];
  series.slots.forEach((slot, at) => {
    const count = series.counts[at] ?? MISSING;
    if (count === MISSING) {
      own.push(null);
      known.push(null);
      return;
    }
    const { forecast } = model.step(state, slot, count, false);
    own.push({ count, mu: forecast.mu, phi: forecast.phi, variance: forecast.variance });
    known.push({ count, mu: series.means[at] ?? 0, phi: series.phi, variance: 0 });
    if (at >= FROM_DAY * BUCKETS_PER_DAY && !slot.is_holiday) look(own, known, at);
  });
}

/** DETECTION part C, 6, written again, with the product's kinship of buckets and their common share of doubt. */
function windowOf(past: Past, at: number, length: number, kinship: number, share: number) {
  let [observed, mean, scatter, doubt] = [0, 0, 0, 0];
  for (let each = at; each > at - length; each--) {
    const bucket = past[each];
    if (bucket === undefined || bucket === null) return null;
    observed += bucket.count;
    mean += bucket.mu;
    scatter += bucket.phi * bucket.mu ** 2;
    doubt += bucket.variance * bucket.mu;
  }
  const psi = (scatter / mean ** 2) * (1 + (kinship * (length - 1)) / length) + (share * doubt) / mean;
  return { mean, z: scoreCount(observed, mean, psi).z };
}

function spread() {
  let [n, mean, squares] = [0, 0, 0];
  return {
    take(z: number) {
      n++;
      const difference = z - mean;
      mean += difference / n;
      squares += difference * (z - mean);
    },
    count: () => n,
    variance: () => squares / (n - 1),
  };
}

function tailsAt(p: number, small: readonly { readonly own: number; readonly known: number }[]) {
  const share = (zOf: (pair: { own: number; known: number }) => number) =>
    small.filter((pair) => Math.exp(logUpperTail(zOf(pair))) < p).length / small.length;
  return {
    p,
    below: share(({ own }) => -own),
    known_below: share(({ known }) => -known),
    above: share(({ own }) => own),
    known_above: share(({ known }) => known),
  };
}
