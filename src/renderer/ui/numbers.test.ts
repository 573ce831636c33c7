import { expect, it } from 'vitest';
import { formatNumber, formatShort, formatSigned, scoreUnit } from './numbers.ts';

it('writes numbers with the digits that matter', () => {
  expect([0, 0.417, 6.24, 6, 128.4, 1_204].map(formatNumber)).toEqual([
    '0',
    '0.42',
    '6.2',
    '6',
    '128',
    '1,204',
  ]);
  expect([-3.41, -0.001].map(formatNumber)).toEqual(['−3.4', '0']);
  expect([2.1, 0, -2.1].map(formatSigned)).toEqual(['+2.1', '0', '−2.1']);
});

it('fits any number into four signs', () => {
  expect([0, 0.04, 0.42, 9.94, 9.96, 128.4, 999.6, 1_240, 9_960, 34_400].map(formatShort)).toEqual([
    '0',
    '0',
    '0.4',
    '9.9',
    '10',
    '128',
    '1.0k',
    '1.2k',
    '10k',
    '34k',
  ]);
  expect([-0.04, -4.2].map(formatShort)).toEqual(['0', '−4.2']);
});

it('says what a score is counted in', () => {
  expect(scoreUnit({ scale: 'DAY', kind: 'COUNT' })).toBe('sigma a day');
  expect(scoreUnit({ scale: 'DAY', kind: 'GAUGE' })).toBe('z');
  expect(scoreUnit({ scale: 'SAMPLE', kind: 'COUNT' })).toBe('robust z');
});
