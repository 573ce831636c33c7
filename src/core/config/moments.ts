import { DAY, type EpochMs, MINUTE } from '#core/model/time.ts';
import { LocalTimeError } from '#core/schedule/local-date.ts';
import type { Choice, Zone } from '#core/schedule/local-time.ts';
import { type Moment, parseMoment } from '#core/schedule/moment.ts';

const EXTENDED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** The date and time of a configuration file, with or without an offset; null when the text is neither. */
export function readMoment(text: string): Exclude<Moment, { kind: 'DATE' }> | null {
  if (!EXTENDED.test(text)) return null;
  try {
    const moment = parseMoment(text);
    return moment.kind === 'DATE' ? null : moment;
  } catch (error) {
    if (error instanceof LocalTimeError) return null;
    throw error;
  }
}

/** The instant of a date and time, one without offset read in the zone. The schema accepted the text: anything else is a bug. */
export function instantOf(text: string, zone: Zone, choice: Choice): EpochMs {
  const moment = readMoment(text);
  if (moment === null) throw new LocalTimeError(`not a date and time: ${text}`);
  if (moment.kind === 'INSTANT') return moment.at;
  return zone.instantOnDay(moment.day, moment.minutes, choice);
}

/** Minutes by which `end` is after `start`, local times compared as they stand; null when only one has an offset. */
export function minutesBetween(start: string, end: string): number | null {
  const [from, to] = [readMoment(start), readMoment(end)];
  if (from === null || to === null || from.kind !== to.kind) return null;
  return (onOneLine(to) - onOneLine(from)) / MINUTE;
}

const onOneLine = (moment: Exclude<Moment, { kind: 'DATE' }>): number =>
  moment.kind === 'INSTANT' ? moment.at : moment.day * DAY + moment.minutes * MINUTE;
