import { createCountDetector } from './count-detector.ts';
import type { Detector, SeriesKind } from './detector.ts';
import { createGaugeDetector } from './gauge.ts';
import type { Grid } from './grid.ts';

/** The detector of one kind of series. */
export const createDetector = (kind: SeriesKind, grid: Grid): Detector =>
  kind === 'COUNT' ? createCountDetector(grid) : createGaugeDetector(grid);
