import { expect, it } from 'vitest';
import { trendShape } from './trend.ts';

it('draws a trend from zero to its highest value, and parts it where nothing was counted', () => {
  const lines = (values: readonly (number | null)[]) => trendShape(values, null).lines;
  expect(lines([0, 5, 10])).toEqual(['0.0,20.0 60.0,10.0 120.0,0.0']);
  expect(lines([10, null, 5])).toEqual(['0.0,0.0', '120.0,10.0']);
  expect(lines([0, 0])).toEqual(['0.0,20.0 120.0,20.0']);
  expect(lines([null])).toEqual([]);
});

it('draws what is expected after the last day, with its band around it', () => {
  const day = { value: 5, low: 0, high: 20 };
  expect(trendShape([10, 10], [day, { ...day, value: 10 }])).toEqual({
    lines: ['0.0,10.0 40.0,10.0'],
    ahead: { line: '80.0,15.0 120.0,10.0', band: '80.0,0.0 120.0,0.0 120.0,20.0 80.0,20.0' },
  });
});
