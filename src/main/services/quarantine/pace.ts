/** Lines of one transaction: at first, at least and at most. Between two of them the thread is let go for ticks, timers and calls for help. */
export const FIRST_LINES = 100;
const FEWEST_LINES = 25;
const MOST_LINES = 500;
/** A transaction shall take no longer, ms. */
const STEP_MS = 40;

/** How many lines the next transaction may have, by what the last one took, ms. */
export function nextLines(lines: number, took: number): number {
  if (took > STEP_MS) return Math.max(FEWEST_LINES, Math.floor(lines / 2));
  return took < STEP_MS / 2 ? Math.min(MOST_LINES, lines * 2) : lines;
}
