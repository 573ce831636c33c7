import { describe, expect, it } from 'vitest';
import type { Sample } from './sample.ts';
import { correctionOf, sampleZ } from './sample.ts';

describe('the plain z of a sample', () => {
  it('is its distance from the median by the median absolute deviation', () => {
    // median 10, deviations 4 2 1 0 0 1 2 4 of it: their median is 1.5
    expect(sampleZ(30, [6, 8, 9, 10, 10, 11, 12, 14], 'GAUGE')).toBeCloseTo(20 / (1.4826 * 1.5));
  });

  it('takes counts to scatter by the root of their median at least', () => {
    expect(sampleZ(0, [8, 8, 8, 8, 8, 8, 8, 8], 'COUNT')).toBeCloseTo(-8 / 3);
  });

  it('is not told by fewer than eight samples', () => {
    expect(sampleZ(0, [8, 8, 8, 8, 8, 8, 8], 'COUNT')).toBeNull();
  });

  it('survives readings that never change', () => {
    expect(sampleZ(20, new Array(8).fill(20), 'GAUGE')).toBe(0);
    expect(sampleZ(21, new Array(8).fill(20), 'GAUGE')).toBeCloseTo(50);
    expect(sampleZ(0, new Array(8).fill(0), 'GAUGE')).toBe(0);
  });
});

describe('what people say of a sample', () => {
  const sample = (value: number | null, learned: number | null): Sample => ({
    stream: 1,
    state: learned === null ? 'EXTREME' : 'JUDGED',
    value,
    expected: 9,
    spread: 0.1,
    score: -3,
    alarm: true,
    learned,
  });

  it('has it learned as it was, when it was normal', () => {
    expect(correctionOf(sample(0, 2.5), 'NORMAL', 0.25)).toEqual({ exposure: 0, sum: -2.5 });
    expect(correctionOf(sample(0, null), 'NORMAL', 0.25)).toEqual({ exposure: 0.25, sum: 0 });
    expect(correctionOf(sample(40, 21), 'NORMAL', 0.25)).toEqual({ exposure: 0, sum: 19 });
  });

  it('takes out what was learned of it, when it was a real problem', () => {
    expect(correctionOf(sample(0, 2.5), 'TAKEN_OUT', 0.25)).toEqual({ exposure: -0.25, sum: -2.5 });
    expect(correctionOf(sample(0, null), 'TAKEN_OUT', 0.25)).toEqual({ exposure: 0, sum: 0 });
  });
});
