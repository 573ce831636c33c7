import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NewestInstants, roomForInstants } from './newest-instants.ts';

it('knows the newest instants, whatever the order in which they came', () => {
  const instants = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 });
  fc.assert(
    fc.property(
      instants,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: -1, max: 51 }),
      (came, capacity, after) => {
        const newest = new NewestInstants(roomForInstants(capacity));
        for (const instant of came) newest.add(instant);
        const sorted = [...came].sort((a, b) => b - a);
        const kept = sorted.slice(0, capacity);
        expect(newest.newest()).toBe(sorted[0] ?? null);
        expect(newest.oldest()).toBe(sorted[capacity - 1] ?? null);
        expect(newest.countAfter(after)).toBe(kept.filter((instant) => instant > after).length);
      },
    ),
  );
});
