import { expect, it } from 'vitest';
import { NO_SCHEDULE } from '../model/report-schedule.ts';
import { DAY, HOUR, MINUTE } from '../model/time.ts';
import { zoneOf } from '../schedule/local-time.ts';
import { dueReports } from './due-reports.ts';

const berlin = zoneOf('Europe/Berlin');
const at = (text: string) => Date.parse(text);
const shifts = { ...NO_SCHEDULE, handovers: [6, 14, 22] };
const monthly = { ...NO_SCHEDULE, scorecards: true };
/** What falls due in the hour before. */
const hourTo = (now: number) => ({ last: now - HOUR, now });

it('ends a shift at its hour on the clock of the installation, and at no other', () => {
  const six = at('2026-11-27T05:00:00Z');
  expect(dueReports(shifts, hourTo(six + 2 * MINUTE), berlin).shift_from).toBe(six - 8 * HOUR);
  expect(dueReports(shifts, hourTo(six + 2 * MINUTE + HOUR), berlin).shift_from).toBeNull();
  expect(dueReports(NO_SCHEDULE, hourTo(six), berlin)).toEqual({ months: [], shift_from: null });
});

it('takes a day where there is one shift', () => {
  const six = at('2026-11-27T05:00:00Z');
  expect(dueReports({ ...shifts, handovers: [6] }, hourTo(six), berlin).shift_from).toBe(six - DAY);
});

it('leaves no hour to nobody when the clocks go back in the night', () => {
  const six = at('2026-10-25T05:00:00Z');
  expect(dueReports(shifts, hourTo(six), berlin).shift_from).toBe(at('2026-10-24T20:00:00Z'));
});

it('makes up for what fell due while the machine slept: one handover from the first shift that was missed, each month once', () => {
  const slept = { last: at('2027-01-31T21:30:00Z'), now: at('2027-02-02T09:00:00Z') };
  expect(dueReports({ ...shifts, ...monthly, handovers: [6, 22] }, slept, berlin)).toEqual({
    months: ['2027-01'],
    shift_from: at('2027-01-31T21:00:00Z'),
  });
});

it('knows hours of zones that lie half an hour apart', () => {
  const six = at('2026-11-27T00:30:00Z');
  expect(dueReports(shifts, hourTo(six + 32 * MINUTE), zoneOf('Asia/Kolkata')).shift_from).toBe(
    six - 8 * HOUR,
  );
});

it('makes the scorecards of the month before on the first, once', () => {
  expect(dueReports(monthly, hourTo(at('2027-01-01T04:02:00Z')), berlin).months).toEqual(['2026-12']);
  expect(dueReports(monthly, hourTo(at('2027-01-01T05:02:00Z')), berlin).months).toEqual([]);
  expect(dueReports(monthly, hourTo(at('2027-01-02T04:02:00Z')), berlin).months).toEqual([]);
});
