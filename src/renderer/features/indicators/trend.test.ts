import { expect, it } from 'vitest';
import { trendLines } from './trend.ts';

it('draws a trend from zero to its highest value, and parts it where nothing was counted', () => {
  expect(trendLines([0, 5, 10])).toEqual(['0.0,20.0 60.0,10.0 120.0,0.0']);
  expect(trendLines([10, null, 5])).toEqual(['0.0,0.0', '120.0,10.0']);
  expect(trendLines([0, 0])).toEqual(['0.0,20.0 120.0,20.0']);
  expect(trendLines([null])).toEqual([]);
});
