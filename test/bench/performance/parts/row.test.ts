import { describe, expect, it } from 'vitest';
import { isLessBetter, isMet, type Row, ratioOf } from './row.ts';

const row = (rest: Partial<Row>): Row => ({
  goal: '1',
  what: 'a round',
  size: '100 sites',
  figure: 6,
  unit: 'ms',
  beside: null,
  limits: [],
  ...rest,
});
const floor = { kind: 'floor', what: 'a loop', figure: 2 } as const;
const peer = { kind: 'peer', what: 'another program', figure: 600 } as const;

describe('a row of the performance bench', () => {
  it('tells how many times the floor was needed, and how many times as much a peer needs', () => {
    expect(ratioOf(row({ beside: floor }))).toBe(3);
    expect(ratioOf(row({ beside: peer }))).toBe(100);
    expect(ratioOf(row({}))).toBeNull();
  });

  it('has met its goal only when every limit holds, exactly at it included', () => {
    const limits = [
      { of: 'ratio', atMost: 3 },
      { of: 'figure', atMost: 6 },
    ] as const;
    expect(isMet(row({ beside: floor, limits }))).toBe(true);
    expect(isMet(row({ beside: floor, limits, figure: 6.1 }))).toBe(false);
    expect(isMet(row({ beside: { ...floor, figure: 1.9 }, limits }))).toBe(false);
    expect(isMet(row({ beside: peer, limits: [{ of: 'ratio', atLeast: 100 }] }))).toBe(true);
    expect(isMet(row({ beside: peer, limits: [{ of: 'ratio', atLeast: 101 }] }))).toBe(false);
  });

  it('is neither met nor missed without a limit, and missed where the ratio that it asks for is not there', () => {
    expect(isMet(row({}))).toBeNull();
    expect(isMet(row({ limits: [{ of: 'ratio', atMost: 9 }] }))).toBe(false);
    expect(isMet(row({ limits: [{ of: 'figure', atMost: 9 }], figure: Number.NaN }))).toBe(false);
  });

  it('knows which way is worse', () => {
    expect(isLessBetter(row({ beside: floor }))).toBe(true);
    expect(isLessBetter(row({ beside: peer }))).toBe(false);
    expect(isLessBetter(row({ unit: 'rows/s' }))).toBe(false);
  });
});
