import { zoneAbbreviation } from '#core/kit/zone-abbreviation.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { LOCALE, spanWords } from '#renderer/words/measures.ts';

export { zoneAbbreviation };

const pad = (value: number): string => String(value).padStart(2, '0');

/** Minutes up to which an age stays in minutes: "65 min" reads faster than "1 h 05". */
const LONGEST_IN_MINUTES = 100;

const inHours = (span: number): string =>
  spanWords.hours(Math.floor(span / HOUR), pad(Math.floor((span % HOUR) / MINUTE)));

/** A span in words, rounded down: `40 s`, `65 min`, `3 h 10`, `2 d 4 h`. */
export function formatAge(spanMs: number): string {
  const span = Math.max(0, spanMs);
  if (span < MINUTE) return spanWords.seconds(Math.floor(span / SECOND));
  if (span < LONGEST_IN_MINUTES * MINUTE) return spanWords.minutes(Math.floor(span / MINUTE));
  if (span < DAY) return inHours(span);
  return spanWords.days(Math.floor(span / DAY), Math.floor((span % DAY) / HOUR));
}

/** Time left as `04:10` (minutes and seconds) or `3 h 10`; with a minus sign once it has passed. */
export function formatCountdown(leftMs: number): string {
  const sign = leftMs < 0 ? '−' : '';
  const span = Math.abs(leftMs);
  if (span >= HOUR) return sign + (span < DAY ? inHours(span) : formatAge(span));
  return `${sign}${pad(Math.floor(span / MINUTE))}:${pad(Math.floor((span % MINUTE) / SECOND))}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Clocks that count to 24, or to 12 twice. */
export const HOUR_CYCLES = ['24', '12'] as const;
export type HourCycle = (typeof HOUR_CYCLES)[number];
let hourCycle: HourCycle = '24';

/**
 * How every time of the screens is written from now on. Like the language it holds for the whole page and is drawn with the
 * next frame, so that no component has to hand it down; the frame draws everything anew when it changes.
 */
export function writeHours(cycle: HourCycle): void {
  hourCycle = cycle;
}

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${Object.entries(options).join()}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
  formatters.set(key, made);
  return made;
}

/** `20/11/2026`, whatever language the screens speak. */
const dayOf = (at: EpochMs, zone: string): string =>
  formatter('en-GB', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

export type ClockStyle = { readonly seconds?: boolean; readonly zone?: boolean };

/** Local time with its zone, and the date unless it is today's: `02:14 IST`, `20 Nov 02:14 IST`. */
export function formatClock(at: EpochMs, zone: string, now: EpochMs, style: ClockStyle = {}): string {
  const time = formatter(LOCALE, zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(style.seconds ? { second: '2-digit' } : {}),
    hourCycle: hourCycle === '24' ? 'h23' : 'h12',
  }).format(at);
  const date =
    dayOf(at, zone) === dayOf(now, zone)
      ? ''
      : `${formatter(LOCALE, zone, { day: 'numeric', month: 'short' }).format(at)} `;
  return `${date}${time}${style.zone === false ? '' : ` ${zoneAbbreviation(at, zone)}`}`;
}

/** Local wall-clock parts of an instant. */
export type LocalParts = {
  /** 0 = Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
};

/** Day of the week, hour and minute that a clock of the zone shows. */
export function localParts(at: EpochMs, zone: string): LocalParts {
  const parts = formatter('en-GB', zone, { hour: '2-digit', minute: '2-digit' }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    weekday: (new Date(`${localDate(at, zone)}T00:00:00Z`).getUTCDay() + 6) % 7,
    hour: Number(read('hour')),
    minute: Number(read('minute')),
  };
}

/** A day with its weekday: `Fri 20 Nov`. */
export const formatDay = (at: EpochMs, zone: string): string =>
  formatter(LOCALE, zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '');

/** The local date as records have it: `2026-11-20`. */
export const localDate = (at: EpochMs, zone: string): string =>
  dayOf(at, zone).split('/').toReversed().join('-');

/** What a clock of the zone shows, as if it were UTC: for counting local days. */
export function asLocal(at: EpochMs, zone: string): EpochMs {
  const { hour, minute } = localParts(at, zone);
  return Date.parse(`${localDate(at, zone)}T00:00:00Z`) + hour * HOUR + minute * MINUTE;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** The instant that a text is, if it is RFC 3339 with its offset and nothing else; null for any other text. */
export function parseInstant(text: string): EpochMs | null {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** The full instant for a tooltip: local date and time with the zone, then UTC. */
export function formatInstant(at: EpochMs, zone: string): string {
  const local = formatter(LOCALE, zone, {
    dateStyle: 'full',
    timeStyle: 'medium',
    hourCycle: hourCycle === '24' ? 'h23' : 'h12',
  }).format(at);
  return `${local} ${zoneAbbreviation(at, zone)} (${new Date(at).toISOString()})`;
}
