import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRepo, EventRow, Store } from '#main/ports/store.ts';
import { createHeldEvents } from '#main/services/replay/held-events.ts';
import { event, insert, METRIC, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const { device_heartbeats, location_updates, phone_events, task, tour_checkpoints } = STREAM;
const STREAMS = [phone_events, location_updates, device_heartbeats, tour_checkpoints, task, METRIC];
const SIGNALS = [phone_events, location_updates, device_heartbeats];
const SITES = [1, 2, 3];

type Codes = { readonly people: readonly (number | null)[]; readonly origins: readonly (number | null)[] };

function codesIn({ registry, configuration, transaction }: Store): Codes {
  const tenant = { scope: 'TENANT', code: 'ACME', parent: null, tenant: 'ACME', document: {} } as const;
  transaction(() => configuration.apply({ documents: [tenant], at: T0, actor: SYSTEM, summary: null }));
  return transaction(() => ({
    people: [null, registry.person(1, 'G-1'), registry.person(1, 'G-2')],
    origins: [
      null,
      registry.origin(null, registry.device(1, 'D-1')),
      registry.origin(registry.source(null, 'app'), null),
    ],
  }));
}

const drawn = fc.record({
  key: fc.integer({ min: 1, max: 5 }),
  site_id: fc.constantFrom(...SITES),
  stream: fc.constantFrom(...STREAMS),
  offset: fc.integer({ min: 0, max: 200 }),
});

function rowOf(
  { key, site_id, stream, offset }: typeof drawn extends fc.Arbitrary<infer T> ? T : never,
  codes: Codes,
): EventRow {
  const tag = key + offset + stream;
  const ts = T0 + offset * 20_000;
  const did = {
    subject: `X-${tag % 3}`,
    status: 'DONE',
    person: 'G-1',
    run: null,
    checkpoint: 'C',
    due: ts,
    title: null,
  };
  return event(ts, {
    ...{ key, site_id, stream, delay_s: tag % 3 === 0 ? tag : null },
    person_id: codes.people[tag % 3] ?? null,
    origin: codes.origins[tag % 2 === 0 ? 0 : offset % 3] ?? null,
    lat: tag % 4 === 0 ? null : tag / 7,
    lon: tag % 4 === 0 ? null : tag / 9,
    ref: stream === METRIC ? tag : null,
    detail:
      stream === device_heartbeats
        ? `{"battery":${tag % 100}}`
        : tag % 5 === 0 && stream === location_updates
          ? '{"mock":true}'
          : null,
    activity: stream === task || stream === tour_checkpoints ? did : null,
  });
}

/** Each question that a replay asks of its events, with its answer in an order that says nothing. */
function answers(events: EventRepo, rows: readonly EventRow[], from: number, to: number): object {
  const scanned: unknown[] = [];
  const heard: unknown[] = [];
  events.scan(from, to, STREAMS, (...seen) => scanned.push(seen));
  events.heard(from, to, (...told) => heard.push(told));
  // The store adds the key, which no reader knows of.
  const signals = events.signals(SITES, SIGNALS, from, to).map((signal) => ({ ...signal, key: null }));
  const someSites = [2, 1];
  const some: unknown[] = [];
  events.scanOfSites(someSites, from, to, STREAMS, (...seen) => some.push(seen));
  const scans = rows.filter(({ stream }) => stream === tour_checkpoints).slice(0, 4);
  const walks = [{ site_id: 1, start: from, end: to }];
  const { places, made_up } = events.walkSigns(scans, walks);
  return {
    inOrder: {
      activity: events.activity(someSites, [task, tour_checkpoints], from, to),
      ofSite: events.ofSite(1, from, to, null),
      ofStreams: events.ofSite(1, from, to, [phone_events, METRIC]),
      quarterHours: events.quarterHours(from, to, null),
      quarterHoursOfOne: events.quarterHours(from, to, [3]),
      received: [...events.received(from, to, [1, 2])],
      newestStored: events.newestStored([1, 2]),
      firstSeen: [...events.firstSeen(SITES)].sort(),
      counts: [...events.countsOfSite(2, from, to)].sort(),
    },
    inAny: [
      ...[scanned, some, heard, places, made_up, signals],
      ...[events.lastSeen(to), events.lastOfPeople(1, to), events.signsOfPeople(from, to)],
      newestEach(events.newestOfPeople(SITES, device_heartbeats, T0 + 3 * HOUR)),
    ].map((told) => told.map((each: unknown) => JSON.stringify(each, sortedFields)).sort()),
  };
}

/** The store tells of merged and unmerged events apart. */
function newestEach(told: ReturnType<EventRepo['newestOfPeople']>): readonly unknown[] {
  const newest = new Map<string, number>();
  for (const { site_id, person, ts } of told)
    newest.set(`${site_id} ${person}`, Math.max(ts, newest.get(`${site_id} ${person}`) ?? 0));
  return [...newest];
}

/** Two stores name the fields of a row in an order of their own. */
const sortedFields = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort())
    : value;

it('answers every question about events as the store does, whatever came in which order', () => {
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: -10, max: 60 }),
      fc.integer({ min: 0, max: 80 }),
      (drawnRows, from, length) => {
        using bench = tempStore();
        const codes = codesIn(bench.store);
        const rows = drawnRows.map((each) => rowOf(each, codes));
        const held = createHeldEvents(bench.store.registry);
        expect(held.insert(rows)).toEqual(insert(bench.store, ...rows));
        bench.store.events.merge(T0 + 30 * MINUTE);
        const span = [T0 + from * MINUTE, T0 + (from + length) * MINUTE] as const;
        expect(answers(held, rows, ...span)).toEqual(answers(bench.store.events, rows, ...span));
      },
    ),
    { numRuns: 40 },
  );
});
