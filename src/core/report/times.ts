import { zoneAbbreviation } from '../kit/zone-abbreviation.ts';
import { DAY, type EpochMs, HOUR, MINUTE } from '../model/time.ts';
import { dayText, timeOfMinutes } from '../schedule/local-date.ts';
import { zoneOf } from '../schedule/local-time.ts';

/** `27 Nov 02:14 IST`: a report is read on other days, so that the day always stands there. */
export function dayAndTime(at: EpochMs, timezone: string): string {
  const { date, minutes } = zoneOf(timezone).local(at);
  return `${dayText(date)} ${timeOfMinutes(minutes)} ${zoneAbbreviation(at, timezone)}`;
}

/** `27 Nov 2026`. */
export function dateText(at: EpochMs, timezone: string): string {
  const { date } = zoneOf(timezone).local(at);
  return `${dayText(date)} ${date.slice(0, 4)}`;
}

/** `27 Nov 2026 02:14 IST to 10:14 IST`, with the second date where it is another. */
export function spanText(from: EpochMs, to: EpochMs, timezone: string): string {
  const clock = (at: EpochMs) =>
    `${timeOfMinutes(zoneOf(timezone).local(at).minutes)} ${zoneAbbreviation(at, timezone)}`;
  const [first, last] = [dateText(from, timezone), dateText(to, timezone)];
  return `${first} ${clock(from)} to ${first === last ? '' : `${last} `}${clock(to)}`;
}

/** `45 min`, `3 h 10`, `2 d 4 h`: whole minutes, never less than nothing. */
export function durationText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (ms < HOUR) return `${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (ms < DAY) return `${hours} h ${String(rest).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
