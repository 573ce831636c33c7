import { describe, expect, it } from 'vitest';
import { compare, MARGIN, type Reference, referenceRow } from './reference.ts';
import type { Row } from './row.ts';

const row = (rest: Partial<Row> = {}): Row => ({
  goal: '6',
  what: 'a whole round',
  size: '100 sites',
  figure: 20,
  unit: 'ms',
  beside: { kind: 'floor', what: 'a loop', figure: 10 },
  limits: [],
  ...rest,
});
const referenceOf = (...rows: Row[]): Reference => ({
  machine: 'a machine',
  date: '2026-01-05',
  commit: 'abc',
  calibration: 75,
  load: 0.5,
  rows: rows.map(referenceRow),
});

describe('the comparison with the reference', () => {
  it('is of ratios, whatever the times were', () => {
    const twiceAsSlow = row({ figure: 40, beside: { kind: 'floor', what: 'a loop', figure: 20 } });
    expect(compare(twiceAsSlow, 150, referenceOf(row()))).toEqual({ change: 1, isWorse: false });
  });

  it('marks what is worse by more than the margin, and not what is just at it', () => {
    const reference = referenceOf(row());
    expect(compare(row({ figure: 20 * MARGIN.time }), 75, reference).isWorse).toBe(false);
    expect(compare(row({ figure: 20 * MARGIN.time + 0.1 }), 75, reference).isWorse).toBe(true);
    expect(compare(row({ figure: 5 }), 75, reference)).toEqual({ change: 0.25, isWorse: false });
  });

  it('reads a time without a floor in multiples of the calibration', () => {
    const alone = row({ beside: null });
    expect(compare(row({ beside: null, figure: 40 }), 150, referenceOf(alone)).change).toBe(1);
    expect(compare(row({ beside: null, figure: 40 }), 75, referenceOf(alone)).change).toBe(2);
    const perSecond = row({ beside: null, unit: 'rows/s', figure: 100 });
    expect(compare({ ...perSecond, figure: 50 }, 150, referenceOf(perSecond)).change).toBe(1);
  });

  it('knows that less of a peer’s ratio, and fewer rows a second, are worse', () => {
    const peer = (figure: number) => row({ figure, beside: { kind: 'peer', what: 'P', figure: 1_000 } });
    expect(compare(peer(20), 75, referenceOf(peer(10)))).toEqual({ change: 2, isWorse: true });
  });

  it('marks one statement more, and a memory that grew by a fifth', () => {
    const queries = (figure: number) => row({ beside: null, unit: 'statements', figure });
    expect(compare(queries(5), 75, referenceOf(queries(5))).isWorse).toBe(false);
    expect(compare(queries(21), 75, referenceOf(queries(20))).isWorse).toBe(true);
    expect(compare(queries(1), 75, referenceOf(queries(0))).isWorse).toBe(true);
    const memory = (figure: number) => row({ beside: null, unit: 'MiB', figure });
    expect(compare(memory(109), 150, referenceOf(memory(100))).isWorse).toBe(false);
    expect(compare(memory(120), 75, referenceOf(memory(100))).isWorse).toBe(true);
  });

  it('says nothing of a row that the reference does not have, or without one', () => {
    const nothing = { change: null, isWorse: false };
    expect(compare(row({ size: '1,000 sites' }), 75, referenceOf(row()))).toEqual(nothing);
    expect(compare(row(), 75, null)).toEqual(nothing);
  });
});
