import { calibration } from '#test/kit/figures.ts';
import { cpuOf, REPEATS } from './timing.ts';

/** `calibration` takes the fastest of so many. */
const LOOPS = 3;

/**
 * The loop of additions in ms of CPU: on a busy machine time on the wall would tell of the others. The least of several, since there
 * the compiler, too, waits for a core, and the loop runs uncompiled so long.
 */
export const calibrate = (): number =>
  Math.round(Math.min(...Array.from({ length: REPEATS }, () => cpuOf(calibration) / LOOPS)));
