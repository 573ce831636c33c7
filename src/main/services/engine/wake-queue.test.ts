import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { WakeQueue } from './wake-queue.ts';

const START = Date.parse('2026-01-05T00:00:00Z');

function armed(minutes: number) {
  const clock = createFakeClock(START);
  const queue = new WakeQueue(clock);
  queue.take(clock.now());
  queue.set('a', START + minutes * MINUTE, clock.now());
  return { clock, queue, due: () => queue.take(clock.now()) };
}

describe('an armed timer', () => {
  it('falls due at its instant, once', () => {
    const { clock, due } = armed(30);
    clock.advance(30 * MINUTE - 1);
    expect(due()).toBeNull();
    clock.advance(1);
    expect(due()).toEqual({ key: 'a', at: START + 30 * MINUTE });
    clock.step(-2 * HOUR);
    clock.advance(HOUR);
    expect(due()).toBeNull();
  });

  it('falls due as soon as a clock that was set forward, or a machine that woke, has passed it', () => {
    const { clock, due } = armed(30);
    clock.step(8 * HOUR);
    expect(due()?.at).toBe(START + 30 * MINUTE);
  });

  it('falls due after the time that was left, though the clock was set back', () => {
    const { clock, due } = armed(30);
    clock.advance(20 * MINUTE);
    expect(due()).toBeNull();
    clock.step(-2 * HOUR);
    clock.advance(10 * MINUTE - 1);
    expect(due()).toBeNull();
    clock.advance(1);
    expect(due()).toEqual({ key: 'a', at: START + 30 * MINUTE });
  });

  it('falls due after the time that was left by the clock as it was, though another queue has armed it since', () => {
    const { clock, queue } = armed(90);
    clock.step(-HOUR);
    queue.hasRead(START);
    queue.set('b', START + 30 * MINUTE, START + 10 * MINUTE);
    clock.advance(20 * MINUTE - 1);
    expect(queue.take(clock.now())).toBeNull();
    clock.advance(1);
    expect(queue.take(clock.now())).toEqual({ key: 'b', at: START + 30 * MINUTE });
    // What it was judged as of has been read: what follows counts from there.
    clock.step(35 * MINUTE);
    queue.set('c', START + 40 * MINUTE, START + 30 * MINUTE);
    clock.advance(10 * MINUTE);
    expect(queue.take(clock.now())?.key).toBe('c');
  });

  it('keeps its time when it is armed again for the same instant', () => {
    const { clock, queue, due } = armed(30);
    clock.advance(20 * MINUTE);
    due();
    clock.step(-2 * HOUR);
    queue.set('a', START + 30 * MINUTE, clock.now());
    clock.advance(10 * MINUTE);
    expect(due()?.key).toBe('a');
  });

  it('is armed no more once it was deleted or moved', () => {
    const { clock, queue, due } = armed(30);
    queue.set('a', START + 90 * MINUTE, clock.now());
    clock.step(HOUR);
    expect(due()).toBeNull();
    queue.delete('a');
    clock.step(HOUR);
    expect(due()).toBeNull();
    expect(queue.nextAt()).toBe(Number.POSITIVE_INFINITY);
  });
});
