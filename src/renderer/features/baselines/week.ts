import type { BaselineCell } from '#contract/baselines.ts';
import { formatNumber, formatRange, formatSigned } from '#renderer/ui/numbers.ts';
import { cellWords, dayWords, shortDayWords } from '#renderer/words/baseline-week.ts';
import { learningWords } from '#renderer/words/ui.ts';

export const HOURS_A_DAY = 24;
const HOURS_A_WEEK = 168;

const pad = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
export const dayOf = (hourOfWeek: number): number => Math.floor(hourOfWeek / HOURS_A_DAY);
export const hourOf = (hourOfWeek: number): number => hourOfWeek % HOURS_A_DAY;

/** `Friday 01:00–02:00`. */
export function hourName(hourOfWeek: number): string {
  const hour = hourOf(hourOfWeek);
  return `${dayWords[dayOf(hourOfWeek)]} ${pad(hour)}–${pad((hour + 1) % HOURS_A_DAY)}`;
}

/** `Fri 01:00`. */
export const shortHourName = (hourOfWeek: number): string =>
  `${shortDayWords[dayOf(hourOfWeek)]} ${pad(hourOf(hourOfWeek))}`;

/** Where a key leads from an hour of the week: within its row or column, or to a corner with Ctrl. null: the key leads nowhere. */
export function stepInWeek(from: number, key: string, control: boolean): number | null {
  const row = dayOf(from);
  const column = hourOf(from);
  const at = (day: number, hour: number) => day * HOURS_A_DAY + hour;
  const lastHour = HOURS_A_DAY - 1;
  switch (key) {
    case 'ArrowLeft':
      return at(row, Math.max(0, column - 1));
    case 'ArrowRight':
      return at(row, Math.min(lastHour, column + 1));
    case 'ArrowUp':
      return at(Math.max(0, row - 1), column);
    case 'ArrowDown':
      return at(Math.min(dayWords.length - 1, row + 1), column);
    case 'Home':
      return control ? 0 : at(row, 0);
    case 'End':
      return control ? HOURS_A_WEEK - 1 : at(row, lastHour);
    case 'PageUp':
      return at(0, column);
    case 'PageDown':
      return at(dayWords.length - 1, column);
    default:
      return null;
  }
}

/** What the colour of a cell tells. */
export const SHADES = ['mean', 'spread', 'samples'] as const;
export type Shade = (typeof SHADES)[number];

export const shadeValue = (cell: BaselineCell, shade: Shade): number =>
  shade === 'mean' ? cell.mean : shade === 'spread' ? cell.std_dev : cell.sample_count;

/** Steps of the ramp of colours, the darkest being 0. */
export const STEPS = 7;

/** Values from `low` on in equal steps; whatever lies beyond `high` has the last. */
export type Ramp = { readonly low: number; readonly high: number };

/** Share of the cells that may lie beyond the last step when they are far out. */
const FAR = 0.97;
/** Counts that are all nearly alike lie in the middle of their ramp: it ends this many times as high as the least. */
const EVEN = 1.75;
/** A value this many times as high as nearly all others does not set the ramp. */
const FAR_OUT = 2;

/**
 * The ramp for these values. What counts something begins at nothing: else mere chance would show as a pattern. Readings of a gauge
 * begin at the least of them.
 */
export function rampOf(values: readonly number[], isReading = false): Ramp {
  const sorted = values.toSorted((a, b) => a - b);
  const least = sorted[0] ?? 0;
  const most = sorted.at(-1) ?? 0;
  const usual = sorted[Math.floor((sorted.length - 1) * FAR)] ?? 0;
  const low = isReading ? least : Math.min(0, least);
  const high = usual > low && most - low > (usual - low) * FAR_OUT ? usual : most;
  return { low, high: isReading ? high : Math.max(high, least * EVEN) };
}

/** The step of a value, 0 to 6. All alike: in the middle. */
export function stepOf(value: number, { low, high }: Ramp): number {
  if (high <= low) return high === 0 ? 0 : Math.floor(STEPS / 2);
  const share = (value - low) / (high - low);
  return Math.max(0, Math.min(STEPS - 1, Math.floor(share * STEPS)));
}

/** The least value of each step. */
export const stepStarts = ({ low, high }: Ramp): readonly number[] =>
  Array.from({ length: STEPS }, (_, step) => low + ((high - low) * step) / STEPS);

/** Why a cell looks odd, in a sentence. */
export function outlierText({ outlier, mean, p50, std_dev }: BaselineCell): string | null {
  if (outlier === 'MEAN_FAR_FROM_MEDIAN') return cellWords.meanOdd(formatNumber(mean), formatNumber(p50));
  if (outlier === 'STD_ABOVE_MEAN') return cellWords.spreadOdd(formatNumber(std_dev), formatNumber(mean));
  return null;
}

/** The newest sample of a cell with its score; null: there is none yet. */
export const newestText = ({ latest, latest_z }: BaselineCell): string | null =>
  latest === null
    ? null
    : cellWords.newestText(formatNumber(latest), latest_z === null ? null : formatSigned(latest_z));

/** Everything that a cell tells, in one line for those who hear it. */
export function cellText(hourOfWeek: number, cell: BaselineCell | undefined): string {
  const hour = hourName(hourOfWeek);
  if (cell === undefined) return cellWords.noSamples(hour);
  const told = cellWords.told({
    hour,
    mean: formatNumber(cell.mean),
    spread: formatNumber(cell.std_dev),
    median: formatNumber(cell.p50),
    range: formatRange(cell.p5, cell.p95),
    samples: cell.sample_count,
    state: learningWords[cell.state].word,
    newest: newestText(cell),
  });
  return [told, outlierText(cell)].filter((each) => each !== null).join(' ');
}
