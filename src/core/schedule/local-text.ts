import type { EpochMs } from '#core/model/time.ts';
import { timeOfMinutes } from './local-date.ts';
import { zoneOf } from './local-time.ts';

/** `2026-11-06T22:00`: an instant on the clocks of a time zone, to the minute. */
export function localText(timezone: string, at: EpochMs): string {
  const { date, minutes } = zoneOf(timezone).local(at);
  return `${date}T${timeOfMinutes(minutes)}`;
}
