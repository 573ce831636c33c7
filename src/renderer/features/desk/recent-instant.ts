import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { localParts } from '#renderer/ui/time.ts';

const CLOCK = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/;

/** The last instant at which a clock of the zone showed `02:14`, in ms; null for a text that is no time of day, or that no clock showed within a day. */
export function recentInstant(text: string, zone: string, now: EpochMs): EpochMs | null {
  const read = CLOCK.exec(text.trim());
  if (read === null) return null;
  const wanted = Number(read[1]) * 60 + Number(read[2]);
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const ago = (minutesAt(thisMinute, zone) - wanted + 1_440) % 1_440;
  // A clock change since then moves it by its own length.
  const guess = thisMinute - ago * MINUTE;
  const off = ((minutesAt(guess, zone) - wanted + 2_160) % 1_440) - 720;
  const instant = guess - off * MINUTE;
  const isRight =
    minutesAt(instant, zone) === wanted && instant <= now && instant > now - DAY - 2 * 60 * MINUTE;
  return isRight ? instant : null;
}

/** `02:14`: an instant as it is written into a field, on 24 hours whatever the clocks of the screens show. */
export function clockText(at: EpochMs, zone: string): string {
  const { hour, minute } = localParts(at, zone);
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** When somebody who was sent at `sentAt` arrived, by the clock; null for what is no time, or before they were sent. The minute of sending is not before it. */
export function arrivalInstant(text: string, zone: string, now: EpochMs, sentAt: EpochMs): EpochMs | null {
  const at = recentInstant(text, zone, now);
  if (at === null || at + MINUTE <= sentAt) return null;
  return Math.max(at, sentAt);
}

function minutesAt(at: EpochMs, zone: string): number {
  const { hour, minute } = localParts(at, zone);
  return hour * 60 + minute;
}
