import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import { STREAM } from '#core/model/event.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { EventRow, Store } from '#main/ports/store.ts';
import { loadSightings, observeSighting, type Sightings, signalOf } from '#main/services/audits/sightings.ts';
import { siteWith } from '#test/kit/site.ts';
import { event, insert, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const device = { id: 1, kind: 'phone', code: 'D-1', external_id: null, person: 'G-1' };
const site = siteWith({ id: 1, devices: [device, { ...device, code: 'D-2', person: 'G-2' }] });

/** Codes as the registry knows them. */
function registered(store: Store) {
  const acme = { scope: 'TENANT', code: 'ACME', parent: null, tenant: 'ACME', document: {} } as const;
  const { person, device: deviceOf, origin, source, term } = store.registry;
  return store.transaction(() => {
    store.configuration.apply({ documents: [acme], at: T0, actor: SYSTEM, summary: null });
    return {
      people: [null, person(1, 'G-1'), person(1, 'G-2')],
      origins: [null, origin(source(null, 'app'), null), origin(null, deviceOf(1, 'D-1'))],
      words: [null, term('ONLINE'), term('OFFLINE')],
    };
  });
}
type Codes = ReturnType<typeof registered>;

const STREAMS = [
  STREAM.location_updates,
  STREAM.location_updates,
  STREAM.device_heartbeats,
  STREAM.phone_events,
];
/** What one event says, in small numbers. */
const told = fc.record({
  minute: fc.integer({ min: -90, max: 180 }),
  kind: fc.nat(STREAMS.length - 1),
  person: fc.nat(2),
  origin: fc.nat(2),
  word: fc.nat(2),
  place: fc.nat(3),
  repeats: fc.nat(1),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

function rowOf({ minute, kind, person, origin, word, place }: Told, key: number, codes: Codes): EventRow {
  const stream = STREAMS[kind] ?? STREAM.phone_events;
  const isFix = stream === STREAM.location_updates;
  return event(T0 + minute * MINUTE, {
    ...{ key, stream },
    person_id: codes.people[person] ?? null,
    origin: codes.origins[origin] ?? null,
    ref: isFix ? null : (codes.words[word] ?? null),
    ...(isFix ? { lat: 47 + place, lon: 8, acc: place === 0 ? null : place } : {}),
    detail: place === 0 ? null : JSON.stringify(isFix ? { mock: place > 1 } : { battery: place }),
  });
}

const read = ({ fixes, devices }: Sightings, at: number) => ({
  fixes: Object.fromEntries(fixes.of(1, at)),
  devices: devices.of(site, at),
});
/** Read now and as far back as a round may be late. */
const readings = (sightings: Sightings, now: number) =>
  [0, 5, 15].map((late) => read(sightings, now - late * MINUTE));

describe('what is remembered of people and devices', () => {
  it('is what the store tells, in any order, late, repeated, merged or not, and after a restart', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 60 }), fc.nat(60), (story, restartAt) => {
        using bench = tempStore();
        const { store } = bench;
        const codes = registered(store);
        let sightings = loadSightings(store, [site], T0);
        for (const [index, each] of story.entries()) {
          const now = T0 + index * 3 * MINUTE;
          const row = rowOf(each, index + 1, codes);
          if (row.ts > now + 5 * MINUTE) continue;
          for (let time = 0; time <= each.repeats; time++)
            if (insert(store, row)[0]) observeSighting(sightings, signalOf(row, store.registry), now);
          if (index % 7 === 6) store.events.merge(now);
          if (index === restartAt) sightings = loadSightings(store, [site], now);
          expect(readings(sightings, now)).toEqual(readings(loadSightings(store, [site], now), now));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('reads as the rows that are stored', () => {
    using bench = tempStore();
    const { store } = bench;
    const codes = registered(store);
    const fix = { minute: -59, kind: 0, person: 1, origin: 0, word: 0, place: 2, repeats: 0 };
    insert(
      store,
      rowOf(fix, 1, codes),
      rowOf({ ...fix, minute: -60 }, 2, codes),
      rowOf({ ...fix, minute: 1 }, 3, codes),
      rowOf({ ...fix, minute: -5, kind: 2, word: 2, person: 0, origin: 2 }, 4, codes),
    );
    const sightings = loadSightings(store, [site], T0);
    const { fixes, devices } = read(sightings, T0);
    expect(fixes).toEqual({ 'G-1': [{ ts: T0 - 59 * MINUTE, lat: 49, lon: 8, accuracy: 2, mock: true }] });
    const ahead = read(sightings, T0 + MINUTE).fixes['G-1'];
    expect(ahead?.map(({ ts }) => ts)).toEqual([T0 + MINUTE]);
    expect(devices).toEqual([
      {
        ...{ code: 'D-1', person: 'G-1', reported_before: false, others: [T0 - 59 * MINUTE] },
        reports: [{ ts: T0 - 5 * MINUTE, status: 'OFFLINE', battery: 2 }],
      },
      { code: 'D-2', person: 'G-2', reports: [], reported_before: false, others: [] },
    ]);
  });

  it('knows at an instant of the past who had reported before, and not who did after', () => {
    using bench = tempStore();
    const { store } = bench;
    const codes = registered(store);
    const report = { kind: 2, origin: 0, word: 1, place: 1, repeats: 0 };
    insert(
      store,
      rowOf({ ...report, minute: -90, person: 1 }, 1, codes),
      rowOf({ ...report, minute: 100, person: 1 }, 2, codes),
      rowOf({ ...report, minute: 100, person: 2 }, 3, codes),
    );
    store.events.merge(T0 + DAY);
    const reporters = (at: number) =>
      read(loadSightings(store, [site], at), at).devices.map(({ reported_before }) => reported_before);
    expect(reporters(T0)).toEqual([true, false]);
    expect(reporters(T0 + 100 * MINUTE - 1)).toEqual([true, false]);
    expect(reporters(T0 + 100 * MINUTE)).toEqual([true, true]);
    expect(reporters(T0 - 2 * HOUR)).toEqual([false, false]);
  });
});
