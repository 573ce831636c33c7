import { expect, it } from 'vitest';
import type { SeriesFinding } from '#contract/baselines.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { marksOf, markText } from './chart-marks.ts';
import { sheetOf } from './series-geometry.ts';

const from = Date.UTC(2026, 10, 20);
const span = { from, to: from + DAY };
const sheet = sheetOf([], span, { width: 240, height: 100 }, 'COUNT');
const finding = (id: string, start: number, patch: Partial<SeriesFinding> = {}): SeriesFinding =>
  findingRow(id, {
    finding_type: 'ANOMALY_PHONE_EVENTS_BELOW',
    severity: 'MEDIUM',
    condition_started_at: from + start * HOUR,
    ...patch,
  });

it('puts findings where they began, to where they ended, beside each other', () => {
  const marks = marksOf(
    [finding('b', 6), finding('a', 5, { cleared_at: from + 10 * HOUR }), finding('c', -4)],
    sheet,
    span,
  );
  expect(marks.map((mark) => [mark.finding.id, mark.x, mark.end, mark.lane])).toEqual([
    ['c', 0, 240, 0],
    ['a', 50, 100, 0],
    ['b', 60, 240, 1],
  ]);
});

it('leaves out what was over before, and what began after', () => {
  const gone = finding('gone', -9, { resolved_at: from - HOUR });
  expect(marksOf([gone, finding('later', 25)], sheet, span)).toEqual([]);
});

it('tells how grave, which side, from when to when and how it stands', () => {
  expect(markText(finding('a', 1), 'Asia/Kolkata')).toBe(
    'Medium: under normal from Fri 20 Nov 06:30 IST on, new',
  );
  const over = finding('a', 1, {
    finding_type: 'ANOMALY_PHONE_EVENTS_ABOVE',
    cleared_at: from + 2 * HOUR,
    status: 'RESOLVED',
    disposition: 'FALSE_POSITIVE',
  });
  expect(markText(over, 'UTC')).toBe(
    'Medium: over normal from Fri 20 Nov 01:00 UTC to Fri 20 Nov 02:00 UTC, resolved as false positive',
  );
});
