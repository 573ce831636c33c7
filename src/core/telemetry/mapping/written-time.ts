import type { ColumnMapping } from './column-mapping.ts';

/** The three numbers of a date in the order in which they stand. */
const DATE = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$/;
const TIME = /^(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?(?:\s*([AaPp])\.?[Mm]\.?)?$/;
const PARTED = /^([\d./-]+)(?:T|,?\s+)(.*)$/;
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/;

/**
 * A date and a time as people write them, as RFC 3339 without an offset: `6/11/2026`, `9:05 pm` in the order DMY is `2026-11-06T21:05:00`. The text as it
 * is where it is none: the reader of events then says so, with the text.
 */
export function writtenTime(date: string, time: string, order: ColumnMapping['order']): string {
  const day = isoDate(date, order);
  const clock = isoClock(time);
  return day === null || clock === null ? `${date} ${time}`.trim() : `${day}T${clock}`;
}

/** The same where both stand in one cell; a time that is RFC 3339 already stays as it is. */
export function writtenInOne(text: string, order: ColumnMapping['order']): string {
  if (ISO.test(text)) return text;
  const [, date = text, time = ''] = PARTED.exec(text.trim()) ?? [];
  return writtenTime(date, time, order);
}

function isoDate(text: string, order: ColumnMapping['order']): string | null {
  const match = DATE.exec(text.trim());
  if (match === null) return null;
  const written: Readonly<Record<string, string>> = Object.fromEntries(
    [...order].map((part, index) => [part, match[index + 1] ?? '']),
  );
  const { Y = '', M = '', D = '' } = written;
  // Two digits are of this century: nobody imports telemetry of the last one.
  const year = Y.length === 2 ? `20${Y}` : Y;
  return year.length === 4 && M.length <= 2 && D.length <= 2
    ? `${year}-${M.padStart(2, '0')}-${D.padStart(2, '0')}`
    : null;
}

function isoClock(text: string): string | null {
  const match = TIME.exec(text.trim());
  if (match === null) return null;
  const [, hour = '', minute = '', second = '00', half] = match;
  const hours =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute}:${second}`;
}
