import type { EpochMs } from '../model/time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../model/time.ts';

/** Codes that are written out; the outcome carries more of them. */
const WRITTEN_OUT = 5;

/** `1 site`, `3 sites`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `S-1, S-2 and 8 more`. */
export function listed(names: readonly string[]): string {
  const left = names.length - WRITTEN_OUT;
  const first = names.slice(0, WRITTEN_OUT).join(', ');
  return left > 0 ? `${first} and ${left} more` : first;
}

const UNITS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const;

/** A span in its largest whole unit: `3 hours`. */
export function span(ms: EpochMs): string {
  const [size, noun] = UNITS.find(([unit]) => ms >= unit) ?? [SECOND, 'second'];
  return counted(Math.floor(ms / size), noun);
}

/** `4 TOUR_OVERDUE, 2 SILENT_SITE`, the most frequent first. */
export const tallied = (rows: readonly { readonly finding_type: string; readonly count: number }[]): string =>
  listed(
    rows.toSorted((a, b) => b.count - a.count).map(({ finding_type, count }) => `${count} ${finding_type}`),
  );
