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
  const from = 7 * MINUTE;
  const load = consoleLoad(
    [
      ...burst(from, 10),
      ...burst(from + 9 * MINUTE, 1),
      ...burst(from + 10 * MINUTE, 8),
      ...burst(from + 30 * MINUTE, 10),
    ],
    {
      from,
      to: from + HOUR,
    },
  );
  expect(load).toMatchObject({ floods: 1, busiest: 11 });
});
