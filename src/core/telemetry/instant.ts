import type { EpochMs } from '#core/model/time.ts';

/** A time as it was written: an instant, or (`zoned` false) wall-clock time given as if the zone were UTC. */
export type WrittenTime = { readonly at: EpochMs; readonly zoned: boolean };

const ZERO = 48;
const DASH = 45;
const COLON = 58;
const POINT = 46;
const PLUS = 43;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/**
 * Reads RFC 3339 (`2026-11-06T09:00:00.250+05:30`, also with a space or lower case), with or without an offset, from
 * 1970 on. Digits behind the milliseconds are cut off; a leap second reads as the last millisecond of its minute.
 * null when the text is no such time.
 */
export function readTime(text: string): WrittenTime | null {
  const midnight = readDate(text);
  const time = readClock(text);
  const end = text.charCodeAt(19) === POINT ? fractionEnd(text) : 19;
  if (midnight < 0 || time < 0 || end < 0 || !'Tt '.includes(text.charAt(10))) return null;
  const at = midnight + time + (text.startsWith('60', 17) ? 0 : millis(text, end));
  if (text.length === end) return { at, zoned: false };
  const offset = readOffset(text, end);
  return Number.isNaN(offset) || at - offset < 0 ? null : { at: at - offset, zoned: true };
}

/** Two digits at `index` as a number, or NaN. */
function pair(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Milliseconds from 1970 to the date's midnight, or -1. */
function readDate(text: string): number {
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return -1;
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return -1;
  const elapsed = year - 1970;
  const leapDays = leapYearsBefore(year) - leapYearsBefore(1970) + (month > 2 && isLeap(year) ? 1 : 0);
  return (elapsed * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + day - 1) * 86_400_000;
}

/** Milliseconds from midnight, or -1. Second 60 is the end of its minute. */
function readClock(text: string): number {
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return -1;
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return -1;
  return (hour * 60 + minute) * 60_000 + (second === 60 ? 59_999 : second * 1_000);
}

/** Index behind the fraction of a second that begins at 19, or -1 when it has no digit. */
function fractionEnd(text: string): number {
  let index = 20;
  while (text.charCodeAt(index) - ZERO >= 0 && text.charCodeAt(index) - ZERO <= 9) index++;
  return index > 20 ? index : -1;
}

function millis(text: string, end: number): number {
  let value = 0;
  for (let index = 20; index < 23; index++) {
    value = value * 10 + (index < end ? text.charCodeAt(index) - ZERO : 0);
  }
  return value;
}

/** The offset from `index` to the end of the text in milliseconds, or NaN. */
function readOffset(text: string, index: number): number {
  const sign = text.charCodeAt(index);
  if ((sign | 32) === 122) return text.length === index + 1 ? 0 : Number.NaN;
  if ((sign !== PLUS && sign !== DASH) || text.length !== index + 6) return Number.NaN;
  const hours = pair(text, index + 1);
  const minutes = pair(text, index + 4);
  if (text.charCodeAt(index + 3) !== COLON || !(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const leapYearsBefore = (year: number): number =>
  Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400);

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
