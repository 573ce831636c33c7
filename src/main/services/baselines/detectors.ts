import { createDetector } from '#core/anomaly/create-detector.ts';
import type { Detector, SeriesKind } from '#core/anomaly/detector.ts';
import { QUARTER_HOURS } from '#core/anomaly/grid.ts';

/** The detectors of the product, at quarters of an hour. They remember nothing of any series: that is in its state. */
export const DETECTORS: Readonly<Record<SeriesKind, Detector>> = {
  COUNT: createDetector('COUNT', QUARTER_HOURS),
  GAUGE: createDetector('GAUGE', QUARTER_HOURS),
};
