import type { EpochMs } from '../model/time.ts';
import { zoneOf } from '../schedule/local-time.ts';

/** A calendar month in a time zone: from <= at < to. */
export type Month = { readonly from: EpochMs; readonly to: EpochMs; readonly name: string };

const NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-11` as the month that it names; null for what names none. */
export function monthOf(text: string, timezone: string): Month | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  const name = NAMES[Number(match?.[2]) - 1];
  if (match === null || name === undefined) return null;
  const start = (month: string) => zoneOf(timezone).instantOf(`${month}-01`, 0, 'earlier');
  return { from: start(text), to: start(monthAfter(text, 1)), name: `${name} ${match[1]}` };
}

/** The month so many after another; before it with a negative number. */
export function monthAfter(text: string, months: number): string {
  const [year = 0, month = 1] = text.split('-').map(Number);
  const whole = year * 12 + month - 1 + months;
  return `${String(Math.floor(whole / 12)).padStart(4, '0')}-${String((whole % 12) + 1).padStart(2, '0')}`;
}
