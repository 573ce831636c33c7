import { expect, it } from 'vitest';
import { createBackoff } from './backoff.ts';

it('waits twice as long after each loss, up to a minute', () => {
  const backoff = createBackoff(() => 0);
  const waits = Array.from({ length: 9 }, () => backoff.wait());
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

it('begins anew after ten minutes that went well', () => {
  let now = 0;
  const backoff = createBackoff(() => now);
  for (let loss = 0; loss < 5; loss++) backoff.wait();
  backoff.started();
  now += 10 * 60_000 - 1;
  expect(backoff.wait()).toBe(16_000);
  backoff.started();
  now += 10 * 60_000;
  expect(backoff.wait()).toBe(500);
});
