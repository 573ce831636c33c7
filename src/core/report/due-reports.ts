import type { ReportSchedule } from '../model/report-schedule.ts';
import { DAY, type EpochMs, HOUR } from '../model/time.ts';
import type { Zone } from '../schedule/local-time.ts';
import { monthAfter } from './month.ts';

/** What is to be made. */
export type DueReports = {
  /** The month of which each client gets its scorecard; null: none is due. */
  readonly month: string | null;
  /** When the shift began that ends now; null: none ends. */
  readonly shift_from: EpochMs | null;
};

/** At this hour of the first of a month the scorecards are made: the night has had its say. */
const SCORECARD_HOUR = 5;

/** What falls due in the hour that holds `at`. */
export function dueReports({ scorecards, handovers }: ReportSchedule, at: EpochMs, zone: Zone): DueReports {
  const { date, minutes } = zone.local(at);
  const hour = Math.floor(minutes / 60);
  const isFirst = date.endsWith('-01') && hour === SCORECARD_HOUR;
  return {
    month: scorecards && isFirst ? monthAfter(date.slice(0, 7), -1) : null,
    shift_from: handovers.includes(hour) ? at - shiftLength(handovers, hour) : null,
  };
}

/** From the end of the shift before; a day where there is one only. */
function shiftLength(handovers: readonly number[], hour: number): number {
  const before = Math.max(...handovers.map((each) => (each < hour ? each : each - 24)));
  return before + 24 === hour ? DAY : (hour - before) * HOUR;
}
