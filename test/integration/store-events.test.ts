import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRow } from '#main/ports/store.ts';
import { event, insert, METRIC, scan, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

describe('an event that is inserted', () => {
  it('counts once inside its batch, against hot rows, and against merged ones', () => {
    using bench = tempStore();
    const { store } = bench;
    const one = event(T0);
    expect(insert(store, one, one)).toEqual([true, false]);
    expect(insert(store, one)).toEqual([false]);
    store.events.merge(T0 + HOUR);
    expect(insert(store, one, event(T0 + 1))).toEqual([false, true]);
    store.events.merge(T0 + HOUR);
    expect(store.events.quarterHours(T0, T0 + HOUR, null)).toEqual([
      { at: T0, site_id: 1, stream: 1, n: 2, sum: 2 },
    ]);
  });

  it('is another one at another site, in another stream and at another instant, even with the same key', () => {
    using bench = tempStore();
    const same = { key: 7 };
    const rows = [
      event(T0, same),
      event(T0, { ...same, site_id: 2 }),
      event(T0, { ...same, stream: 2 }),
      event(T0 + 1, same),
    ];
    expect(insert(bench.store, ...rows)).toEqual([true, true, true, true]);
  });

  it('is still known after the program was started again', () => {
    using bench = tempStore();
    insert(bench.store, event(T0));
    bench.store.events.merge(T0 + HOUR);
    expect(insert(bench.reopen(), event(T0))).toEqual([false]);
  });

  it('leaves nothing behind when its transaction fails', () => {
    using bench = tempStore();
    const { store } = bench;
    const failing = () =>
      store.transaction(() => {
        store.events.insert([scan(T0, 'T-1'), event(T0, { delay_s: 90 })]);
        store.registry.term('call');
        throw new Error('power');
      });
    expect(failing).toThrow('power');
    expect(store.events.ofSite(1, T0 - 1, T0, null)).toEqual([]);
    expect(store.events.activity([1], [STREAM.tour_checkpoints], T0 - 1, T0)).toEqual([]);
    expect(store.transaction(() => [store.registry.term('other'), store.registry.term('call')])).toEqual([
      1, 2,
    ]);
    expect(insert(store, scan(T0, 'T-1'))).toEqual([true]);
  });

  it('is refused outside a transaction', () => {
    using bench = tempStore();
    expect(() => bench.store.events.insert([event(T0)])).toThrow('outside a transaction');
  });
});

describe('a merge', () => {
  it('moves exactly the rows before its instant and says how many', () => {
    using bench = tempStore();
    insert(bench.store, event(T0), event(T0 + MINUTE), event(T0 + HOUR));
    expect(bench.store.events.merge(T0 + HOUR)).toBe(2);
    expect(bench.store.events.merge(T0 + HOUR)).toBe(0);
    expect(bench.store.events.ofSite(1, T0 - 1, T0 + HOUR, null).map(({ ts }) => ts)).toEqual([
      T0,
      T0 + MINUTE,
      T0 + HOUR,
    ]);
  });

  it('adds late rows to the counters of their own five minutes', () => {
    using bench = tempStore();
    const { store } = bench;
    insert(store, event(T0), event(T0 + DAY));
    store.events.merge(T0 + 2 * DAY);
    insert(store, event(T0 + 2, { delay_s: 86_400 }));
    store.events.merge(T0 + 2 * DAY);
    expect(store.events.quarterHours(T0, T0 + DAY, [1])).toEqual([
      { at: T0, site_id: 1, stream: 1, n: 2, sum: 2 },
    ]);
  });

  it('neither counts nor stumbles over a hot row that is in the runs already', () => {
    using bench = tempStore();
    const { store } = bench;
    insert(store, event(T0));
    store.events.merge(T0 + HOUR);
    const raw = new Database(bench.file);
    raw.exec(
      `INSERT INTO event_hot (ts, site_id, stream, key) VALUES (${T0}, 1, 1, 1), (${T0 + 1}, 1, 1, 2)`,
    );
    raw.close();
    expect(store.events.merge(T0 + HOUR)).toBe(1);
    expect(store.events.quarterHours(T0, T0 + HOUR, null)).toMatchObject([{ n: 2 }]);
  });

  it('lets the key decide between positions of one instant, whichever was merged first', () => {
    using bench = tempStore();
    const { store } = bench;
    const position = (key: number, lat: number): EventRow =>
      event(T0, { key, lat, lon: 77, acc: 5, person_id: 3, stream: STREAM.location_updates });
    insert(store, position(2, 12.5));
    store.events.merge(T0 + HOUR);
    insert(store, position(1, 13.5));
    const newest = [{ person_id: 3, stream: STREAM.location_updates, ts: T0, lat: 12.5, lon: 77, acc: 5 }];
    expect(store.events.lastOfPeople(1, T0)).toEqual(newest);
    store.events.merge(T0 + HOUR);
    expect(store.events.lastOfPeople(1, T0)).toEqual(newest);
  });

  it('adds up the values of a metric, and counts every other stream', () => {
    using bench = tempStore();
    const { store } = bench;
    insert(store, event(T0, { stream: METRIC, ref: 2.5 }), event(T0 + 1, { stream: METRIC, ref: 4 }));
    insert(store, event(T0, { stream: STREAM.tour }), event(T0, { ref: 9 }));
    const counted = [
      { at: T0, site_id: 1, stream: 1, n: 1, sum: 1 },
      { at: T0, site_id: 1, stream: METRIC, n: 2, sum: 6.5 },
    ];
    expect(store.events.quarterHours(T0, T0 + HOUR, null)).toEqual(counted);
    store.events.merge(T0 + HOUR);
    expect(store.events.quarterHours(T0, T0 + HOUR, null)).toEqual(counted);
    expect(store.events.quarterHours(T0, T0 + HOUR, [2])).toEqual([]);
  });
});

describe('what was received', () => {
  it('streams in order of reception, late rows after the ones that were in time', () => {
    using bench = tempStore();
    const { store } = bench;
    insert(
      store,
      event(T0, { delay_s: 3_600 }),
      event(T0 + 50 * MINUTE),
      event(T0 + 61 * MINUTE),
      event(T0 + 65 * MINUTE, { delay_s: -300 }),
    );
    store.events.merge(T0 + 55 * MINUTE);
    const order = (from: number, to: number) =>
      [...store.events.received(from, to)].map(({ ts }) => (ts - T0) / MINUTE);
    expect(order(T0, T0 + DAY)).toEqual([50, 0, 65, 61]);
    expect(order(T0 + 60 * MINUTE, T0 + 61 * MINUTE)).toEqual([0, 65]);
    expect(order(T0, T0 + HOUR)).toEqual([50]);
  });

  it('brings back detail and activity, hot or merged', () => {
    using bench = tempStore();
    const { store } = bench;
    const row = { ...scan(T0, 'T-1'), detail: '{"battery":50}' };
    insert(store, row);
    expect([...store.events.received(T0, T0 + 1)]).toEqual([row]);
    store.events.merge(T0 + HOUR);
    expect([...store.events.received(T0, T0 + 1)]).toEqual([row]);
    expect(store.events.ofSite(1, T0 - 1, T0, null)).toEqual([row]);
  });
});
