import { describe, expect, it } from 'vitest';
import { siteWith } from '#test/kit/site.ts';
import { attendedNow, attendedSpans } from './attended.ts';
import { NotedMemory, type NotedRows } from './noted-memory.ts';

const site = siteWith({});
const absence = { id: 'A', site_id: 1, person: 'G-1', start: 0, end: 100, relief: null };
const rows = (patch: Partial<NotedRows>): NotedRows => ({
  absences: [],
  extensions: [],
  tours: [],
  ...patch,
});
const absent = (memory: NotedMemory) => memory.of(site).noted?.absences.map(({ id }) => id) ?? [];

describe('what the desk noted', () => {
  it('is known from when it was noted until it was withdrawn', () => {
    const memory = new NotedMemory(rows({ absences: [{ ...absence, noted_at: 10, withdrawn_at: 20 }] }), 9);
    expect([absent(memory), memory.nextChange(1)]).toEqual([[], 10]);
    memory.advance(10);
    expect([absent(memory), memory.nextChange(1)]).toEqual([['A'], 20]);
    memory.advance(20);
    expect([absent(memory), memory.nextChange(1)]).toEqual([[], null]);
    memory.advance(15);
    expect(absent(memory)).toEqual([]);
  });

  it('is the same object until it changes, so that what is remembered of a site stays so', () => {
    const memory = new NotedMemory(rows({ absences: [{ ...absence, noted_at: 10, withdrawn_at: 20 }] }), 10);
    const first = memory.of(site);
    memory.advance(19);
    expect(memory.of(site)).toBe(first);
    memory.advance(20);
    expect(memory.of(site)).not.toBe(first);
    const other = siteWith({ id: 2 });
    expect(memory.of(other)).toBe(other);
  });

  it('knows the run of a tour by hand whenever it was noted, and the tour only from then on', () => {
    const tour = { tour: 'T-1', run: 'R', start: 0, person: null, completed_at: 5, reason: 'x' };
    const memory = new NotedMemory(
      rows({ tours: [{ ...tour, site_id: 1, noted_at: 10, noted_by: 'a' }] }),
      9,
    );
    expect(memory.isByHand(1, 'R')).toBe(true);
    expect([memory.isByHand(1, null), memory.isByHand(2, 'R'), memory.isByHand(1, 'S')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(memory.of(site).noted?.tours).toEqual([]);
    memory.advance(10);
    expect(memory.of(site).noted?.tours).toHaveLength(1);
  });
});

describe('attendance beside an absence', () => {
  const at = (start: number, end: number) => ({
    noted: { absences: [{ ...absence, start, end, noted_at: 0 }], extensions: [], tours: [] },
  });
  const signedIn = { in_at: 10, out_at: null, check_in_at: null };

  it.each([
    ['goes on where the person signed in after it had begun', at(5, 100), [[10, 50, true]]],
    ['goes on where both began at once', at(10, 100), [[10, 50, true]]],
    ['ends with the beginning of a later one', at(30, 100), [[10, 30, false]]],
    ['ends with one that begins now', at(50, 100), [[10, 50, false]]],
    [
      'goes on after one that is over',
      at(20, 30),
      [
        [10, 20, false],
        [30, 50, true],
      ],
    ],
    [
      'goes on from the instant of its end',
      at(20, 50),
      [
        [10, 20, false],
        [50, 50, true],
      ],
    ],
  ] as const)('%s', (_, place, expected) => {
    const spans = attendedSpans(place, 'G-1', signedIn, 50).map(({ start, end, open }) => [start, end, open]);
    expect(spans).toEqual(expected);
    expect(attendedNow(place, 'G-1', signedIn, 50)?.start).toEqual(expected.find(([, , open]) => open)?.[0]);
  });

  it('is nobody else’s', () => {
    expect(attendedNow(at(30, 100), 'G-2', signedIn, 50)?.start).toBe(10);
  });
});
