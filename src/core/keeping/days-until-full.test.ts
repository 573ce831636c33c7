import { expect, it } from 'vitest';
import { DAY, HOUR } from '#core/model/time.ts';
import { daysUntilFull } from './days-until-full.ts';

const GB = 1e9;
/** Hourly samples of a disk that loses so much a day. */
const filling = (hours: number, gbADay: number, noise = (_hour: number) => 0) =>
  Array.from({ length: hours + 1 }, (_, hour) => ({
    at: hour * HOUR,
    free: (100 - (gbADay * hour) / 24) * GB + noise(hour),
  }));

it('is what is left divided by what goes each day', () => {
  expect(daysUntilFull(filling(48, 2))).toBeCloseTo(48, 6);
  expect(daysUntilFull(filling(168, 10))).toBeCloseTo(3, 6);
});

it('is not misled by backups that come and go', () => {
  const wave = (hour: number) => (hour % 2 === 0 ? 0.5 : -0.5) * GB;
  expect(daysUntilFull(filling(168, 10, wave))).toBeGreaterThan(2.8);
  expect(daysUntilFull(filling(168, 10, wave))).toBeLessThan(3.2);
});

it('is not known with less than a day, with too few samples, and where the disk does not fill up', () => {
  expect(daysUntilFull([])).toBeNull();
  expect(daysUntilFull(filling(23, 2))).toBeNull();
  expect(daysUntilFull([filling(48, 2)[0], filling(48, 2)[48]].flatMap((sample) => sample ?? []))).toBeNull();
  expect(daysUntilFull(filling(48, 0))).toBeNull();
  expect(daysUntilFull(filling(48, -1))).toBeNull();
  expect(daysUntilFull(filling(48, 0.000_1))).toBeNull();
});

it('is 0 on a disk that is full', () => {
  const samples = filling(48, 2).map(({ at }, hour) => ({ at, free: Math.max(0, (40 - hour) * GB) }));
  expect(daysUntilFull(samples)).toBe(0);
});

it('begins to be known after a day', () => {
  expect(daysUntilFull(filling(DAY / HOUR, 2))).toBeCloseTo(49, 6);
});
