import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentBySite } from './recent-by-site.ts';
import { RecentRows } from './recent-rows.ts';

const KEPT = 20;
const row = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: -1, max: 3 }));
const inOrder = (a: readonly number[], b: readonly number[]) =>
  (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);

describe('recent rows', () => {
  it('read as all rows of the span in order, whatever the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.nat(60), fc.nat(60), (came, from, to) => {
        const rows = new RecentRows(2);
        for (const each of came) rows.add(each);
        const expected = came.filter(([at]) => at > from && at <= to).sort(inOrder);
        expect(rows.between(from, to, (cell) => [cell(0), cell(1)])).toEqual(expected);
      }),
    );
  });

  it('keep what is asked for while the present moves on, however late it came', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.nat(3)), { maxLength: 80 }), (came) => {
        const rows = new RecentBySite(2, KEPT);
        let now = 20;
        for (const [each, later] of came) {
          now += later;
          rows.add(1, 'G-1', each, now);
        }
        const read =
          rows
            .of(1)
            .get('G-1')
            ?.between(now - KEPT, now, (cell) => [cell(0), cell(1)]) ?? [];
        const all = came.map(([each]) => each).filter(([at]) => at > now - KEPT && at <= now);
        expect(read).toEqual(all.sort(inOrder));
      }),
    );
  });

  it('are forgotten at every site in its turn, also where nothing comes any more', () => {
    const rows = new RecentBySite(1, KEPT);
    for (let site = 1; site <= 50; site++) rows.add(site, 'G-1', [1], 1);
    const left = () => Array.from({ length: 50 }, (_, site) => rows.of(site + 1).size).filter(Boolean).length;
    const seen: number[] = [];
    for (let now = 1; now <= 1 + KEPT + KEPT / 4; now++) {
      rows.add(51, 'G-2', [now], now);
      seen.push(left());
    }
    expect(seen.at(-1)).toBe(0);
    expect(new Set(seen).size).toBeGreaterThan(3);
  });

  it('do not grow in a long run, and forget who is no longer heard of', () => {
    const rows = new RecentBySite(1, KEPT);
    let most = 0;
    for (let now = 1; now <= 10_000; now++) {
      rows.add(1, 'G-1', [now], now);
      rows.add(1, `visitor ${now}`, [now], now);
      most = Math.max(most, rows.of(1).get('G-1')?.size ?? 0);
    }
    expect(most).toBeLessThanOrEqual(KEPT + KEPT / 4);
    expect(rows.of(1).size).toBeLessThanOrEqual(KEPT + KEPT / 4 + 1);
  });
});
