import { expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { tempStore } from '#test/kit/temp-store.ts';
import { ConnectorDays, readDay } from './connector-days.ts';

const START = '2026-01-10T12:00:00Z';
const failing = (failures: number) => ({
  refused: { 401: 2, 429: 1 },
  mqtt: [{ ...LINK, name: 'yard', failures }],
  traccar: [],
});
const LINK = { state: 'WAITING', reason: null, since: 0, messages: 0, left_out: 0 } as const;

it('keeps the day of each connector from one start of the engine to the next', () => {
  using bench = tempStore();
  const { store } = bench;
  const clock = createFakeClock(START);
  const days = new ConnectorDays(store, clock);
  days.add('http', { accepted: 3 });
  expect(days.isDue()).toBe(true);
  store.transaction(() => days.write());
  const next = new ConnectorDays(store, clock);
  next.add('http', { accepted: 2, quarantined: 1 });
  store.transaction(() => next.write());
  expect(readDay(store.state.get, 'http')).toMatchObject([{ accepted: 5, quarantined: 1 }]);
  expect(readDay(store.state.get, 'drop')).toEqual([]);
});

it('is written once a minute at most, and not while nothing happened', () => {
  using bench = tempStore();
  const clock = createFakeClock(START);
  const days = new ConnectorDays(bench.store, clock);
  expect(days.isDue()).toBe(false);
  days.add('http', { accepted: 1 });
  bench.store.transaction(() => days.write());
  clock.advance(2 * MINUTE);
  expect(days.isDue()).toBe(false);
  days.add('http', { accepted: 1 });
  bench.store.transaction(() => days.write());
  days.add('http', { accepted: 1 });
  clock.advance(MINUTE - 1);
  expect(days.isDue()).toBe(false);
  clock.advance(1);
  expect(days.isDue()).toBe(true);
});

it('counts each error once, also after the thread that counts them was started again', () => {
  using bench = tempStore();
  const days = new ConnectorDays(bench.store, createFakeClock(START));
  days.addErrors(failing(4));
  days.addErrors(failing(4));
  days.addErrors(failing(6));
  days.addErrors(failing(1));
  bench.store.transaction(() => days.write());
  expect(readDay(bench.store.state.get, 'mqtt:yard')).toMatchObject([{ errors: 7 }]);
  expect(readDay(bench.store.state.get, 'http')).toMatchObject([{ errors: 3 }]);
});
