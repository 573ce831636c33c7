import { describe, expect, it } from 'vitest';
import { DISPOSITIONS } from '#core/model/finding.ts';
import { type ClosedFinding, sampleOf, sampleSize } from './review-sample.ts';

const week = '2026-03-02';
const closedOf = (count: number, of: Partial<ClosedFinding> = {}): readonly ClosedFinding[] =>
  Array.from({ length: count }, (_, place) => ({
    id: `F-${place}`,
    finding_type: place % 3 === 0 ? 'TOUR_OVERDUE' : 'SILENT_SITE',
    was: DISPOSITIONS[place % 4] ?? 'BENIGN',
    ...of,
  }));

describe('the weekly sample', () => {
  it('is one in twenty, and one at least where there is any', () => {
    expect([0, 1, 9, 20, 100, 130, 1_000].map(sampleSize)).toEqual([0, 1, 1, 1, 5, 7, 50]);
    expect([0, 1, 100].map((count) => sampleOf(week, closedOf(count)).length)).toEqual([0, 1, 5]);
  });

  it('is the same in whatever order the findings come, each once, and another one the week after', () => {
    const closed = closedOf(400);
    const sample = sampleOf(week, closed);
    expect(sampleOf(week, closed.toReversed())).toEqual(sample);
    expect(new Set(sample).size).toBe(sample.length);
    expect(sampleOf('2026-03-09', closed)).not.toEqual(sample);
  });

  it('gives each disposition and type its share, to the next whole finding', () => {
    const rare = closedOf(40, { was: 'FALSE_POSITIVE', finding_type: 'DEVICE_OFFLINE' }).map((each) => ({
      ...each,
      id: `rare-${each.id}`,
    }));
    const closed = [...closedOf(360, { was: 'BENIGN', finding_type: 'TOUR_OVERDUE' }), ...rare];
    for (let turn = 0; turn < 50; turn++) {
      const among = sampleOf(`week ${turn}`, closed).filter((id) => id.startsWith('rare-'));
      expect(among).toHaveLength(2);
    }
  });

  it('leaves no finding without a chance: over many weeks each comes up about as often as it should', () => {
    const closed = closedOf(60);
    const times = new Map<string, number>();
    const weeks = 4_000;
    for (let turn = 0; turn < weeks; turn++)
      for (const id of sampleOf(`week ${turn}`, closed)) times.set(id, (times.get(id) ?? 0) + 1);
    const expected = (weeks * sampleSize(closed.length)) / closed.length;
    const counts = closed.map(({ id }) => times.get(id) ?? 0);
    // Seven standard deviations of a binomial count to either side.
    const margin = 7 * Math.sqrt(expected);
    expect(Math.min(...counts)).toBeGreaterThan(expected - margin);
    expect(Math.max(...counts)).toBeLessThan(expected + margin);
  });
});
