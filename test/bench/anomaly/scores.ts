import { createCountDetector } from '#core/anomaly/count-detector.ts';
import { QUARTER_HOURS } from '#core/anomaly/grid.ts';
import { scoreCount } from '#core/anomaly/negative-binomial.ts';
import { zOfLogTail } from '#core/anomaly/normal.ts';
import { emptyState } from '#core/anomaly/state.ts';
import type { PlainDetector } from './mean-deviation.ts';
import { createMeanDeviation } from './mean-deviation.ts';
import { createMedianDeviation } from './median-deviation.ts';
import type { Series } from './series.ts';
import { MISSING } from './series.ts';

/** The signed score of every bucket of a series; NaN where there is none. */
export type Scores = Float32Array;

/** Who scores the series, by the name under which it is printed. */
export const SCORERS = {
  Vigil: scoreByVigil,
  'mean and deviation': (series: Series) => scorePlainly(series, createMeanDeviation()),
  'median and MAD': (series: Series) => scorePlainly(series, createMedianDeviation()),
  'the truth known': scoreByTruth,
} as const satisfies Record<string, (series: Series) => Scores>;
export type Scorer = keyof typeof SCORERS;
export const scorerNames = Object.keys(SCORERS) as Scorer[]; // safe: the keys of the literal above

function scoreByVigil({ slots, counts }: Series): Scores {
  const detector = createCountDetector(QUARTER_HOURS);
  const state = emptyState();
  return Float32Array.from(slots, (slot, bucket) => {
    const count = counts[bucket] ?? MISSING;
    return count === MISSING ? Number.NaN : detector.step(state, slot, count, true).score;
  });
}

function scorePlainly({ slots, counts }: Series, detector: PlainDetector): Scores {
  return Float32Array.from(slots, ({ hour_of_week }, bucket) => {
    const count = counts[bucket] ?? MISSING;
    return count === MISSING ? Number.NaN : detector(hour_of_week, count);
  });
}

const WINDOWS = [1, 2, 4, 8, 16, 32];
const LOOKS_A_DAY = 24;

/**
 * What could be had by the same windows if every mean and scatter were known beforehand: how hard the simulation is, and how
 * much of the rest is lost by having to learn.
 */
function scoreByTruth({ counts, means, phi }: Series): Scores {
  return Float32Array.from(counts, (count, bucket) => {
    if (count === MISSING) return Number.NaN;
    let [least, sign] = [0, 0];
    for (const length of WINDOWS) {
      let [observed, expected, scatter] = [0, 0, 0];
      for (let each = bucket; each > bucket - length && each >= 0; each--) {
        const mean = means[each] ?? 0;
        if (counts[each] === MISSING) continue;
        observed += counts[each] ?? 0;
        expected += mean;
        scatter += phi * mean * mean;
      }
      const { z, logTail } = scoreCount(observed, expected, scatter / expected ** 2);
      if (logTail < least) [least, sign] = [logTail, Math.sign(z)];
    }
    return sign * zOfLogTail(least + Math.log(WINDOWS.length * LOOKS_A_DAY));
  });
}
