import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';

/** How a disk was at an instant: bytes that were free. */
export type DiskSample = { readonly at: EpochMs; readonly free: number };

/** Less than this says nothing about a day. */
const SHORTEST = DAY;
/** What is older does not say how it will go on. */
export const DISK_MEMORY: EpochMs = 7 * DAY;
/** Fewer samples in a day are too many gaps. */
const LEAST_SAMPLES = 12;
/** Beyond this nobody needs a number. */
const FARTHEST_DAYS = 3_650;

/**
 * In how many days nothing will be free any more, by the line of least squares through the samples; null with too little data,
 * and where the disk does not fill up.
 */
export function daysUntilFull(samples: readonly DiskSample[]): number | null {
  const newest = samples.at(-1);
  const oldest = samples[0];
  if (newest === undefined || oldest === undefined || samples.length < LEAST_SAMPLES) return null;
  if (newest.at - oldest.at < SHORTEST) return null;
  const bytesADay = slope(samples.map(({ at, free }) => [(at - oldest.at) / DAY, free]));
  if (bytesADay >= 0) return null;
  const days = Math.max(0, newest.free / -bytesADay);
  return days > FARTHEST_DAYS ? null : days;
}

function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let [covariance, variance] = [0, 0];
  for (const [x, y] of points) {
    covariance += (x - meanX) * (y - meanY);
    variance += (x - meanX) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}
