import type { Sensitivity } from '#core/model/audit-config.ts';
import { createCountModel } from './count-model.ts';
import type { Detector, Edges } from './detector.ts';
import type { Grid } from './grid.ts';
import { mostUsual } from './negative-binomial.ts';
import { zOfOneSample } from './windows.ts';

/** Sigma per day (DETECTION part C, 7). */
const PER_DAY: Readonly<Record<Sensitivity, number>> = { LOW: 3, MEDIUM: 2, HIGH: 1.5 };

export function createCountDetector(grid: Grid): Detector {
  const model = createCountModel(grid);
  /** The counts that alone are no alarm: the exact tail, since at low rates nothing approximates it. */
  const edges = (mu: number, psi: number, threshold: number): Edges =>
    mostUsual(mu, psi, zOfOneSample(threshold, grid));
  return {
    kind: 'COUNT',
    grid,
    step(state, slot, value, scored) {
      const { forecast, z, surprise, lesson, restart } = model.step(state, slot, value, scored);
      const window =
        surprise === null
          ? { length: 1, observed: value, expected: forecast.mu }
          : { length: surprise.window, observed: surprise.observed, expected: surprise.expected };
      return {
        expected: forecast.mu,
        spread: forecast.phi + forecast.variance,
        z,
        score: surprise?.z_day ?? Number.NaN,
        window,
        lesson,
        restart,
      };
    },
    band(state, slot, threshold) {
      const { mu, phi, variance } = model.forecast(state, slot);
      const spread = phi + variance;
      return { expected: mu, spread, ...edges(mu, spread, threshold) };
    },
    edges,
    shares: model.shares,
    relearn: model.relearn,
    thresholdOf: (sensitivity) => PER_DAY[sensitivity],
  };
}
