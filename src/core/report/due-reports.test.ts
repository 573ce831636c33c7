import { expect, it } from 'vitest';
import { NO_SCHEDULE } from '../model/report-schedule.ts';
import { DAY, HOUR } from '../model/time.ts';
import { zoneOf } from '../schedule/local-time.ts';
import { dueReports } from './due-reports.ts';

const berlin = zoneOf('Europe/Berlin');
const at = (text: string) => Date.parse(text);
const shifts = { ...NO_SCHEDULE, handovers: [6, 14, 22] };

it('ends a shift at its hour on the clock of the installation, and at no other', () => {
  const six = at('2026-11-27T05:02:00Z');
  expect(dueReports(shifts, six, berlin).shift_from).toBe(six - 8 * HOUR);
  expect(dueReports(shifts, six + HOUR, berlin).shift_from).toBeNull();
  expect(dueReports(NO_SCHEDULE, six, berlin)).toEqual({ month: null, shift_from: null });
});

it('takes a day where there is one shift', () => {
  const six = at('2026-11-27T05:02:00Z');
  expect(dueReports({ ...shifts, handovers: [6] }, six, berlin).shift_from).toBe(six - DAY);
});

it('makes the scorecards of the month before on the first, once', () => {
  const monthly = { ...NO_SCHEDULE, scorecards: true };
  expect(dueReports(monthly, at('2027-01-01T04:02:00Z'), berlin).month).toBe('2026-12');
  expect(dueReports(monthly, at('2027-01-01T05:02:00Z'), berlin).month).toBeNull();
  expect(dueReports(monthly, at('2027-01-02T04:02:00Z'), berlin).month).toBeNull();
});
