import { DAY, type EpochMs, MINUTE } from '#core/model/time.ts';
import { dayOfDate, type LocalDay, LocalTimeError, minutesOfTime } from './local-date.ts';

/** A point in time as calendars write it: a whole day, a local time without offset, or an instant. */
export type Moment =
  | { readonly kind: 'DATE'; readonly day: LocalDay }
  | { readonly kind: 'LOCAL'; readonly day: LocalDay; readonly minutes: number }
  | { readonly kind: 'INSTANT'; readonly at: EpochMs };

const MOMENT =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2})(?:\.0+)?)?(?:(Z)|([+-])(\d{2}):?(\d{2}))?)?$/;

/** Reads `2026-11-05`, `2026-11-05T22:00`, `2026-11-05T22:00:00+05:30` and iCalendar's `20261105T163000Z`. Whole minutes only. Throws LocalTimeError. */
export function parseMoment(text: string): Moment {
  const parts = MOMENT.exec(text);
  if (parts === null) throw new LocalTimeError(`not a date or time: ${text}`);
  const [, year, month, dayOfMonth, hour, minute, second, utc, sign, offsetHours, offsetMinutes] = parts;
  const day = dayOfDate(`${year}-${month}-${dayOfMonth}`);
  if (hour === undefined) return { kind: 'DATE', day };
  const minutes = minutesOfTime(`${hour}:${minute}`);
  const seconds = Number(second ?? '0');
  if (utc === undefined && sign === undefined) {
    if (seconds !== 0) throw new LocalTimeError(`not a whole minute: ${text}`);
    return { kind: 'LOCAL', day, minutes };
  }
  const ahead = (sign === '-' ? -1 : 1) * (Number(offsetHours ?? '0') * 60 + Number(offsetMinutes ?? '0'));
  return { kind: 'INSTANT', at: day * DAY + (minutes - ahead) * MINUTE + seconds * 1_000 };
}
