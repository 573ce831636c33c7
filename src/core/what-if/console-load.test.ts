import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { consoleLoad } from './console-load.ts';

it('counts the alerts of a span in periods of ten minutes', () => {
  const alerts = [0, 1, 2, 9.99, 10, 59].map((minute) => minute * MINUTE);
  expect(consoleLoad(alerts, { from: 0, to: HOUR })).toEqual({
    alerts: 6,
    average: 1,
    busiest: 4,
    floods: 0,
    periods: 6,
  });
});

it('calls more than ten alerts in a period a flood, and ten not', () => {
  const burst = (at: number, size: number) => Array.from({ length: size }, (_, i) => at + i);
  const load = consoleLoad([...burst(0, 10), ...burst(20 * MINUTE, 11)], { from: 0, to: HOUR });
  expect(load.floods).toBe(1);
});
