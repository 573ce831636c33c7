import type { ReportSchedule } from '../model/report-schedule.ts';
import { DAY, type EpochMs, MINUTE } from '../model/time.ts';
import type { Zone } from '../schedule/local-time.ts';
import { monthAfter } from './month.ts';

/** What is to be made. */
export type DueReports = {
  /** The months of which each client gets its scorecard, the oldest first. */
  readonly months: readonly string[];
  /** When the first shift began that has ended; null: none has. */
  readonly shift_from: EpochMs | null;
};

/** At this hour of the first of a month the scorecards are made: the night has had its say. */
const SCORECARD_HOUR = 5;
/** Clocks differ by whole quarters of an hour. */
const QUARTER = 15 * MINUTE;
/** Of a longer time nobody wants every shift. */
const LONGEST_LOOK = 62 * DAY;

/** What fell due in (last, now]: also what the time went over while the machine slept. */
export function dueReports(
  { scorecards, handovers }: ReportSchedule,
  { last, now }: { readonly last: EpochMs; readonly now: EpochMs },
  zone: Zone,
): DueReports {
  const months: string[] = [];
  let shift_from: EpochMs | null = null;
  for (const at of fullHours(Math.max(last, now - LONGEST_LOOK), now, zone)) {
    const { date, minutes } = zone.local(at);
    if (scorecards && date.endsWith('-01') && minutes === SCORECARD_HOUR * 60)
      months.push(monthAfter(date.slice(0, 7), -1));
    if (handovers.includes(minutes / 60)) shift_from ??= endOfShiftBefore(handovers, at, zone);
  }
  return { months, shift_from };
}

/** The instants of (from, to] at which the clock on the wall shows a full hour. */
function* fullHours(from: EpochMs, to: EpochMs, zone: Zone): Iterable<EpochMs> {
  for (let at = Math.floor(from / QUARTER) * QUARTER + QUARTER; at <= to; at += QUARTER)
    if (zone.local(at).minutes % 60 === 0) yield at;
}

/** By the clock on the wall, so that no change of clocks leaves an hour to nobody. */
function endOfShiftBefore(handovers: readonly number[], at: EpochMs, zone: Zone): EpochMs {
  for (let before = at - QUARTER; before > at - 2 * DAY; before -= QUARTER) {
    const { minutes } = zone.local(before);
    if (minutes % 60 === 0 && handovers.includes(minutes / 60)) return before;
  }
  return at - DAY;
}
