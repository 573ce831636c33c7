import type { Grid } from './grid.ts';
import { AT, read } from './state.ts';

/** A sample counts up to this many standard deviations from what was expected, so that an outlier does not become the habit. */
const CLIP = 3.5;
/** A zero this far below what was expected is an outage, not a habit… */
const TOO_SILENT = -3;
/** …for so long. Hours. */
const LONGEST_SILENCE = 48;

/** What is learned of a count: clipped; null while it is too silent to be a habit (DETECTION part C, 9). */
export function lessonOf(
  state: Float32Array,
  count: number,
  mu: number,
  sd: number,
  z: number,
  { width }: Grid,
): number | null {
  const isSilent = count === 0 && z < TOO_SILENT;
  const silent = isSilent ? read(state, AT.silent) + 1 : 0;
  state[AT.silent] = silent;
  if (isSilent && silent <= LONGEST_SILENCE / width) return null;
  return Math.min(mu + CLIP * sd, Math.max(mu - CLIP * sd, count));
}
