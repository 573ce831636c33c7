import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Absence } from '#core/model/noted.ts';
import { siteWith } from '#test/kit/site.ts';
import { afterAbsences, without } from './absences.ts';
import { plannedBetween, rosteredAt, shiftsBetween } from './roster.ts';
import type { ShiftSpan } from './shift-span.ts';

const span = (person: string, start: number, end: number): ShiftSpan => ({ person, start, end });
const absence = (
  person: string,
  start: number,
  end: number,
  relief: string | null = null,
  noted_at = 0,
): Absence => ({ id: `${person}${start}`, person, start, end, relief, noted_at });

describe('a roster with absences', () => {
  it.each([
    ['is whole where nobody is absent', [], [span('A', 0, 10)]],
    ['loses the middle', [absence('A', 3, 5)], [span('A', 0, 3), span('A', 5, 10)]],
    ['loses everything', [absence('A', -5, 20)], []],
    ['keeps what only touches', [absence('A', 10, 20), absence('A', -5, 0)], [span('A', 0, 10)]],
    ['keeps others', [absence('B', 0, 10, 'C')], [span('A', 0, 10)]],
    ['gives the hours to the relief', [absence('A', 3, 20, 'R')], [span('A', 0, 3), span('R', 3, 10)]],
    ['gives the relief no hours before it was noted', [absence('A', 0, 10, 'R', 4)], [span('R', 4, 10)]],
    [
      'relieves the relief',
      [absence('A', 0, 10, 'R'), absence('R', 5, 8, 'S')],
      [span('R', 0, 5), span('R', 8, 10), span('S', 5, 8)],
    ],
  ] as const)('%s', (_, absences, expected) => {
    expect(afterAbsences([span('A', 0, 10)], absences)).toEqual(expected);
  });

  it('does not roster twice who had a shift anyhow', () => {
    const shifts = [span('A', 0, 10), span('R', 4, 6)];
    expect(afterAbsences(shifts, [absence('A', 0, 10, 'R')])).toEqual([
      span('R', 4, 6),
      span('R', 0, 4),
      span('R', 6, 10),
    ]);
  });

  it('covers the same hours without a gap or an overlap, whatever is taken out', () => {
    const hours = fc.array(fc.tuple(fc.integer({ min: -5, max: 30 }), fc.integer({ min: 1, max: 10 })));
    fc.assert(
      fc.property(hours, (taken) => {
        const others = taken.map(([start, length]) => ({ start, end: start + length }));
        const left = without({ start: 0, end: 24 }, others);
        for (let at = 0; at < 24; at++) {
          const isTaken = others.some(({ start, end }) => start <= at && at < end);
          expect(left.filter(({ start, end }) => start <= at && at < end)).toHaveLength(isTaken ? 0 : 1);
        }
      }),
    );
  });
});

it('asks the roster of a site with what the desk noted, and the plan without', () => {
  const at = Date.parse('2026-01-05T08:00:00Z');
  const hour = 3_600_000;
  const site = siteWith({ shifts: [{ kind: 'ABSOLUTE', person: 'A', start: at, end: at + 8 * hour }] });
  const noted = {
    absences: [absence('A', at + hour, at + 2 * hour, 'R')],
    extensions: [],
    tours: [],
  };
  const people = (shifts: readonly ShiftSpan[]) => shifts.map(({ person }) => person);
  expect(people(rosteredAt({ ...site, noted }, at + hour))).toEqual(['R']);
  expect(people(shiftsBetween({ ...site, noted }, at, at + 8 * hour))).toEqual(['A', 'R', 'A']);
  expect(people(shiftsBetween({ ...site, noted }, at + 3 * hour, at + 4 * hour))).toEqual(['A']);
  expect(people(plannedBetween({ ...site, noted }, at, at + 8 * hour))).toEqual(['A']);
});
