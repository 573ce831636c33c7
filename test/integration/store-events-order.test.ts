import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRow, Store } from '#main/ports/store.ts';
import { event, insert, METRIC, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

/** One plan of what reaches the store: batches of rows, each followed by a merge, a restart, both or neither. */
type Step = {
  readonly rows: readonly EventRow[];
  readonly merge: Merge | null;
  readonly restart: boolean;
};
/** `pieces`: goes in small pieces and is left after so many of them; null: all at once. */
type Merge = { readonly before: number; readonly pieces: number | null };

const rowArbitrary: fc.Arbitrary<EventRow> = fc
  .record({
    key: fc.integer({ min: 1, max: 4 }),
    site_id: fc.integer({ min: 1, max: 3 }),
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

const mergeArbitrary: fc.Arbitrary<Merge> = fc
  .record({ minute: fc.integer({ min: 0, max: 15 }), pieces: fc.option(fc.integer({ min: 1, max: 6 })) })
  .map(({ minute, pieces }) => ({ before: T0 + minute * MINUTE, pieces }));

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
            merge: fc.option(mergeArbitrary),
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
    if (merge !== null) mergeAsFar(store, merge);
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

function mergeAsFar({ events }: Store, { before, pieces }: Merge): void {
  if (pieces === null) events.merge(before);
  else {
    const merge = events.mergeInPieces(before, events.position(), 2);
    for (let piece = 0; piece < pieces; piece++) merge.next();
  }
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
    newest: [[1], [2, 3], [9]].map((sites) => events.newestStored(sites)),
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
