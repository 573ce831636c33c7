import { expect, it } from 'vitest';
import { HOUR, MINUTE, toIso } from '#core/model/time.ts';
import type { Printed, Truth } from './truth.ts';
import { compareWithTruth } from './truth.ts';

const FROM = Date.parse('2026-01-05T00:00:00Z');
const named = { site: 'S-1', finding_type: 'SILENT_SITE', subject: '' };
const truth = (start: number, end: number | null): Truth => ({
  ...named,
  ...{ cause: 'test', start: toIso(FROM + start), end: end === null ? null : toIso(FROM + end) },
});
const finding = (id: string, started: number, detected: number): Printed => ({
  ...{ ...named, id, cadence: 'HEARTBEAT' },
  ...{ condition_started_at: toIso(FROM + started), detected_at: toIso(FROM + detected) },
});

it('finds a truth by a finding that opened while it was true, and tells how late', () => {
  const { types, missed, unexplained } = compareWithTruth(
    [truth(0, HOUR), truth(5 * HOUR, 6 * HOUR)],
    [finding('F-1', 0, 4 * MINUTE), finding('F-2', 3 * HOUR, 3 * HOUR)],
  );
  expect(types).toMatchObject([
    { truths: 2, found: 1, findings: 2, openings: 2, unexplained: 1, delays: [4 * MINUTE] },
  ]);
  expect(missed).toEqual([truth(5 * HOUR, 6 * HOUR)]);
  expect(unexplained.map(({ id }) => id)).toEqual(['F-2']);
});

it('takes a finding that opened again for the second of two truths, and one that did so for none as unexplained', () => {
  const truths = [truth(0, HOUR), truth(5 * HOUR, 6 * HOUR)];
  const findings = [finding('F-1', 0, MINUTE)];
  const again = (...hours: number[]) => new Map([['F-1', hours.map((hour) => FROM + hour * HOUR)]]);
  expect(compareWithTruth(truths, findings, again(5)).types).toMatchObject([
    { found: 2, findings: 1, unexplained: 0, twice: 0 },
  ]);
  expect(compareWithTruth(truths, findings, again(5, 8)).types).toMatchObject([
    { found: 2, openings: 3, unexplained: 1 },
  ]);
});

it('counts a truth that two findings tell of', () => {
  const findings = [finding('F-1', 0, MINUTE), finding('F-2', 0, 2 * MINUTE)];
  expect(compareWithTruth([truth(0, null)], findings).types).toMatchObject([{ found: 1, twice: 1 }]);
});
