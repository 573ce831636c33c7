import { expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { createBattery } from './battery.ts';

it('drains and is charged again, never low nor over-full', () => {
  const levelAt = createBattery(0, createRandom('battery'));
  const levels = Array.from({ length: 24 * 12 }, (_, index) => levelAt(index * 5 * MINUTE));
  expect(Math.min(...levels)).toBe(35);
  expect(Math.max(...levels)).toBeLessThanOrEqual(100);
  expect(levelAt(2 * HOUR)).toBeLessThan(levelAt(0));
  expect(levels.some((level, index) => level > (levels[index - 1] ?? level))).toBe(true);
});
