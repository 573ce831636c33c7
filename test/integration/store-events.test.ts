import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRow, Store } from '#main/ports/store.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const T0 = Date.UTC(2026, 0, 5);
const METRIC = 100;

function event(ts: number, more: Partial<EventRow> = {}): EventRow {
  return {
    key: ts - T0 + 1,
    site_id: 1,
    stream: STREAM.phone_events,
    ts,
    delay_s: null,
    person_id: null,
    lat: null,
    lon: null,
    acc: null,
    ref: null,
    origin: null,
    detail: null,
    activity: null,
    ...more,
  };
}
const scan = (ts: number, subject: string): EventRow =>
  event(ts, {
    stream: STREAM.tour_checkpoints,
    activity: {
      subject,
      status: 'SCANNED',
      person: 'G-1',
      run: 'R',
      checkpoint: 'C',
      due: null,
      title: null,
    },
  });
const insert = (store: Store, ...rows: EventRow[]): readonly boolean[] =>
  store.transaction(() => store.events.insert(rows));

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

/** One plan of what reaches the store: batches of rows, each followed by a merge, a restart, both or neither. */
type Step = { readonly rows: readonly EventRow[]; readonly merge: number | null; readonly restart: boolean };

const rowArbitrary: fc.Arbitrary<EventRow> = fc
  .record({
    key: fc.integer({ min: 1, max: 4 }),
    site_id: fc.integer({ min: 1, max: 2 }),
    stream: fc.constantFrom<number>(STREAM.phone_events, STREAM.location_updates, STREAM.tour, METRIC),
    offset: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ key, site_id, stream, offset }) => {
    const ts = T0 + offset * 20_000;
    const tag = key + offset + stream;
    return event(ts, {
      key,
      site_id,
      stream,
      delay_s: tag % 3 === 0 ? tag * 30 : null,
      person_id: tag % 4 === 0 ? null : (tag % 3) + 1,
      lat: stream === STREAM.location_updates ? tag / 7 : null,
      ref: stream === METRIC ? tag / 10 : null,
      detail: tag % 5 === 0 ? `{"tag":${tag}}` : null,
      activity:
        stream === STREAM.tour
          ? {
              subject: `T-${tag}`,
              status: 'STARTED',
              person: null,
              run: null,
              checkpoint: null,
              due: ts,
              title: 'x',
            }
          : null,
    });
  });
const identity = ({ site_id, stream, ts, key }: EventRow): string => `${site_id} ${stream} ${ts} ${key}`;

/** Any order, repetition, splitting and merging of the same rows. */
const planOf = (rows: readonly EventRow[]): fc.Arbitrary<Step[]> =>
  fc
    .shuffledSubarray([...rows, ...rows.slice(0, 5)], { minLength: 0 })
    .chain((repeated) =>
      fc.tuple(
        fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length }),
        fc.constant(repeated),
        fc.array(
          fc.record({
            size: fc.integer({ min: 1, max: 12 }),
            merge: fc.option(fc.integer({ min: 0, max: 15 }).map((minute) => T0 + minute * MINUTE)),
            restart: fc.boolean(),
          }),
          { minLength: 1, maxLength: 8 },
        ),
      ),
    )
    .map(([all, repeated, cuts]) => {
      const queue = [...all, ...repeated];
      const steps = cuts.map(({ size, merge, restart }) => ({ rows: queue.splice(0, size), merge, restart }));
      return [...steps, { rows: queue, merge: null, restart: false }];
    });

function carryOut(steps: readonly Step[]): { reads: unknown; tables: unknown } {
  using bench = tempStore('scratch');
  let { store } = bench;
  for (const { rows, merge, restart } of steps) {
    store.transaction(() => store.events.insert(rows));
    if (merge !== null) store.events.merge(merge);
    if (restart) store = bench.reopen();
  }
  const reads = readAll(store);
  store.events.merge(T0 + DAY);
  expect(readAll(store)).toEqual(reads);
  const raw = new Database(bench.file, { readonly: true });
  const tables = ['roll5', 'event_run', 'event_detail', 'activity', 'seen', 'first_seen', 'event_hot'];
  const dump = tables.map((name) => raw.prepare(`SELECT * FROM ${name}`).raw().all());
  raw.close();
  return { reads, tables: dump };
}

/** Everything that can be asked about events, at an instant in the middle and at the end. Sums of fractions to 9 places. */
function readAll(store: Store): unknown {
  const { events } = store;
  const scanned: string[] = [];
  events.scan(T0, T0 + 10 * MINUTE, [1, 2, METRIC], (...pair) => scanned.push(pair.join(' ')));
  const instants = [T0 + 6 * MINUTE, T0 + HOUR];
  const bySite = <Row extends { site_id: number; stream: number }>(rows: readonly Row[]): Row[] =>
    [...rows].sort((a, b) => a.site_id - b.site_id || a.stream - b.stream);
  const byPerson = <Row extends { person_id: number; stream: number }>(rows: readonly Row[]): Row[] =>
    [...rows].sort((a, b) => a.person_id - b.person_id || a.stream - b.stream);
  return {
    scanned: scanned.sort(),
    seen: instants.map((at) => bySite(events.lastSeen(at))),
    people: instants.map((at) => byPerson(events.lastOfPeople(1, at))),
    first: [...events.firstSeen([1, 2, 3])].sort(),
    quarters: events.quarterHours(T0, T0 + HOUR, null).map((row) => ({ ...row, sum: row.sum.toFixed(9) })),
    some: events.quarterHours(T0, T0 + HOUR, [2]).map((row) => ({ ...row, sum: row.sum.toFixed(9) })),
    ofSite: events.ofSite(2, T0 + MINUTE, T0 + 9 * MINUTE, null),
    streams: events.ofSite(1, T0, T0 + HOUR, [STREAM.tour]),
    activity: events.activity([1, 2], [STREAM.tour], T0, T0 + 11 * MINUTE),
    received: [...events.received(T0 + MINUTE, T0 + 20 * MINUTE)],
  };
}

describe('the stored events', () => {
  it('are the same whatever the order, repetition, batches, merges and restarts in which they came', () => {
    const scenario = fc
      .uniqueArray(rowArbitrary, { selector: identity, minLength: 1, maxLength: 30 })
      .chain((rows) => fc.tuple(fc.constant(rows), planOf(rows)));
    fc.assert(
      fc.property(scenario, ([rows, plan]) => {
        const plain = carryOut([{ rows, merge: null, restart: false }]);
        expect(carryOut(plan)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('say what was last seen at any instant as a search through all rows would', () => {
    const scenario = fc.tuple(
      fc.uniqueArray(rowArbitrary, { selector: identity, minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 14 }),
    );
    fc.assert(
      fc.property(scenario, ([rows, merged, asked]) => {
        using bench = tempStore('scratch');
        insert(bench.store, ...rows);
        bench.store.events.merge(T0 + merged * MINUTE);
        const at = T0 + asked * MINUTE;
        const newest = new Map<string, number>();
        for (const { site_id, stream, ts } of rows) {
          const pair = `${site_id} ${stream}`;
          if (ts <= at) newest.set(pair, Math.max(newest.get(pair) ?? 0, ts));
        }
        const found = bench.store.events.lastSeen(at).map((row) => [`${row.site_id} ${row.stream}`, row.ts]);
        expect(found.sort()).toEqual([...newest].sort());
      }),
      { numRuns: 60 },
    );
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
