import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { FLOOD_WINDOW, FloodWatch } from './flood.ts';

const START = Date.parse('2026-01-05T02:00:00Z');
const ids = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `F-${from + i}`);

/** One alarm a second. */
function heard(count: number, watch = new FloodWatch()) {
  const turns = ids(count).map((id, i) => watch.hear([id], START + i * SECOND));
  return { watch, turns };
}

describe('a flood', () => {
  it('begins with the eleventh alarm in ten minutes, not with the tenth', () => {
    const { watch, turns } = heard(10);
    expect(turns.every((turn) => turn === null)).toBe(true);
    expect(watch.hear(['F-10'], START + 10 * SECOND)).toBe('began');
    expect(watch).toMatchObject({ since: START + 10 * SECOND, alarms: 11 });
  });

  it('does not begin when the first of eleven is ten minutes old, and does when it is a moment younger', () => {
    const { watch } = heard(10);
    expect(watch.hear(['F-10'], START + FLOOD_WINDOW)).toBeNull();
    const { watch: other } = heard(10);
    expect(other.hear(['F-10'], START + FLOOD_WINDOW - 1)).toBe('began');
  });

  it('ends when fewer than five are left, not with five', () => {
    const { watch } = heard(11); // the sixth came at 5 s
    expect(watch.pass(START + FLOOD_WINDOW + 5 * SECOND)).toBeNull();
    expect(watch.alarms).toBe(5);
    expect(watch.pass(START + FLOOD_WINDOW + 6 * SECOND)).toBe('ended');
    expect(watch).toMatchObject({ since: null, alarms: 4 });
    expect(watch.pass(START + FLOOD_WINDOW + 7 * SECOND)).toBeNull();
  });

  it('goes on between five and ten, and does not begin there', () => {
    const { watch } = heard(11);
    watch.pass(START + FLOOD_WINDOW + 2 * SECOND);
    expect(watch.alarms).toBe(8);
    expect(watch.hear(ids(2, 20), START + FLOOD_WINDOW + 2 * SECOND)).toBeNull();
    expect(watch.since).toBe(START + 10 * SECOND);
    const calm = new FloodWatch();
    expect(calm.hear(ids(10), START)).toBeNull();
    expect(calm.since).toBeNull();
  });

  it('counts a finding that is heard again once, at its newest', () => {
    const watch = new FloodWatch();
    for (let i = 0; i < 50; i++) expect(watch.hear(['F-1', 'F-2'], START + i * SECOND)).toBeNull();
    expect(watch.alarms).toBe(2);
    watch.pass(START + FLOOD_WINDOW + 48 * SECOND);
    expect(watch.alarms).toBe(2);
  });

  it('begins at once when alarms come together', () => {
    expect(new FloodWatch().hear(ids(300), START)).toBe('began');
  });

  it('counts nothing for longer when the clock is set back', () => {
    const { watch } = heard(11);
    expect(watch.pass(START - HOUR)).toBeNull();
    expect(watch).toMatchObject({ alarms: 11, since: START - HOUR });
    expect(watch.pass(START - HOUR + FLOOD_WINDOW - 1)).toBeNull();
    expect(watch.pass(START - HOUR + FLOOD_WINDOW)).toBe('ended');
    expect(watch.alarms).toBe(0);
  });

  it('ends when the clock is set forward, and begins again by new alarms only', () => {
    const { watch } = heard(11);
    expect(watch.hear(['F-90'], START + HOUR)).toBe('ended');
    expect(watch.hear(ids(9, 50), START + HOUR)).toBeNull();
    expect(watch.hear(['F-91'], START + HOUR)).toBe('began');
  });

  it('is taken up after a restart, also with five to ten alarms left, and is judged at the first look', () => {
    const left = ids(7).map((id, i): [string, number] => [id, START + i * MINUTE]);
    const taken = new FloodWatch(START, left);
    expect(taken.pass(START + 7 * MINUTE)).toBeNull();
    expect(taken).toMatchObject({ since: START, alarms: 7 });
    const over = new FloodWatch(START, left);
    expect(over.pass(START + HOUR)).toBe('ended');
    const untold = new FloodWatch(
      null,
      ids(11).map((id) => [id, START]),
    );
    expect(untold.pass(START + MINUTE)).toBe('began');
  });

  it('says what a count over the window says, whatever comes when', () => {
    const step = fc.record({
      id: fc.integer({ min: 0, max: 30 }),
      wait: fc.integer({ min: 0, max: 90_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const watch = new FloodWatch();
        const newest = new Map<number, number>();
        let at = START;
        let flood = false;
        for (const { id, wait } of steps) {
          at += wait;
          newest.set(id, at);
          watch.hear([`F-${id}`], at);
          const count = [...newest.values()].filter((each) => each > at - FLOOD_WINDOW).length;
          flood = flood ? count >= 5 : count > 10;
          expect(watch.alarms).toBe(count);
          expect(watch.since !== null).toBe(flood);
        }
      }),
    );
  });
});
