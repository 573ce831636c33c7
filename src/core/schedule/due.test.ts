import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { nextSlot, slotAt } from './due.ts';
import { DueQueue } from './due-queue.ts';
import { phaseOf } from './spread.ts';

describe('slots', () => {
  it('puts every site on a whole minute of its period, the same one at every start', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 1440 }), (code, minutes) => {
        const phase = phaseOf(code, minutes * MINUTE);
        expect(phase % MINUTE).toBe(0);
        expect(phase).toBeGreaterThanOrEqual(0);
        expect(phase).toBeLessThan(minutes * MINUTE);
        expect(phaseOf(code, minutes * MINUTE)).toBe(phase);
      }),
    );
  });

  it('spreads sites evenly over the period', () => {
    const counts = new Array<number>(15).fill(0);
    for (let i = 0; i < 15_000; i++) {
      const minute = phaseOf(`SITE-${i}`, 15 * MINUTE) / MINUTE;
      counts[minute] = (counts[minute] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('gives the slot at an instant and the next one after it, a period apart', () => {
    const period = 15 * MINUTE;
    const phase = 4 * MINUTE;
    expect(slotAt(period, phase, 19 * MINUTE)).toBe(19 * MINUTE);
    expect(slotAt(period, phase, 19 * MINUTE - 1)).toBe(4 * MINUTE);
    expect(nextSlot(period, phase, 19 * MINUTE)).toBe(34 * MINUTE);
    expect(nextSlot(period, phase, 19 * MINUTE - 1)).toBe(19 * MINUTE);
  });
});

describe('the due queue', () => {
  it('gives keys in the order of their instants, whatever was moved or removed in between', () => {
    const command = fc.oneof(
      fc.record({ key: fc.integer({ min: 0, max: 9 }), at: fc.integer({ min: 0, max: 99 }) }),
      fc.record({ key: fc.integer({ min: 0, max: 9 }), at: fc.constant(null) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const queue = new DueQueue<number>();
        const model = new Map<number, number>();
        for (const { key, at } of commands) {
          if (at === null) {
            queue.delete(key);
            model.delete(key);
          } else {
            queue.set(key, at);
            model.set(key, at);
          }
        }
        expect(queue.size).toBe(model.size);
        const taken: [number, number][] = [];
        for (let next = queue.take(Infinity); next; next = queue.take(Infinity))
          taken.push([next.key, next.at]);
        expect(taken.map(([, at]) => at)).toEqual([...model.values()].sort((a, b) => a - b));
        expect(new Map(taken)).toEqual(model);
      }),
    );
  });

  it('holds back what is not due yet', () => {
    const queue = new DueQueue<string>();
    queue.set('later', 20);
    queue.set('sooner', 10);
    expect(queue.nextAt()).toBe(10);
    expect(queue.take(9)).toBeNull();
    expect(queue.take(10)).toMatchObject({ key: 'sooner', at: 10 });
    expect(queue.take(10)).toBeNull();
    expect(queue.nextAt()).toBe(20);
  });
});
