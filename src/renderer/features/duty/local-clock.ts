import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  formatters.set(zone, made);
  return made;
}

/** `2026-11-20 02:14`: an instant on the clocks of a zone, as it is written into a field. */
export const localText = (at: EpochMs, zone: string): string => formatter(zone).format(at);

const WHOLE = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})$/;
const CLOCK = /^(\d{1,2}):?(\d{2})$/;

/**
 * The instant that somebody wrote: a date with a time, or a time alone (`2:14`, `0214`) on the day of `near`. Null for what is
 * none, such as a time that a clock change leaves out. Of two readings the first.
 */
export function parseLocal(text: string, zone: string, near: EpochMs): EpochMs | null {
  const written = text.trim();
  const clock = CLOCK.exec(written);
  const whole = clock === null ? written : `${localText(near, zone).slice(0, 10)} ${clock[1]}:${clock[2]}`;
  const parts = WHOLE.exec(whole);
  if (parts === null) return null;
  const wanted = `${parts[1]} ${parts[2]?.padStart(2, '0')}:${parts[3]}`;
  const asUtc = Date.parse(`${wanted.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsets = [asUtc - 14 * 60 * MINUTE, asUtc + 14 * 60 * MINUTE].map((at) => offsetAt(at, zone));
  const readings = offsets.map((offset) => asUtc - offset).filter((at) => localText(at, zone) === wanted);
  return readings.length === 0 ? null : Math.min(...readings);
}

/** Milliseconds that the clocks of a zone are ahead of UTC. */
const offsetAt = (at: EpochMs, zone: string): number => {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  return Date.parse(`${localText(minute, zone).replace(' ', 'T')}:00Z`) - minute;
};
