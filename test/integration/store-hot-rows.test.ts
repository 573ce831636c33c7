import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { walkedHotRows } from '#main/adapters/sqlite/events/hot.ts';
import { createReplayedEvents } from '#main/adapters/sqlite/events/index.ts';
import { createLastOfPeople } from '#main/adapters/sqlite/events/last-of-people.ts';
import { createCountsOfSite, createOfSite } from '#main/adapters/sqlite/events/of-site.ts';
import { createState } from '#main/adapters/sqlite/state.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import type { EventRepo, EventRow } from '#main/ports/store.ts';
import { event, insert, METRIC, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const SITES = [1, 2, 3];
const STREAMS = [STREAM.phone_events, STREAM.location_updates, METRIC];
/** Small enough that a merge has several pieces. */
const PIECE = 3;

const row = fc
  .record({
    minute: fc.integer({ min: 0, max: 50 }),
    site_id: fc.constantFrom(...SITES, 9),
    stream: fc.constantFrom<number>(...STREAMS),
    key: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ minute, ...rest }): EventRow => {
    const isMetric = rest.stream === METRIC;
    return event(T0 + minute * MINUTE, { ...rest, person_id: rest.key, ref: isMetric ? minute : null });
  });
const rows = fc.array(row, { maxLength: 8 });
const minute = fc.integer({ min: 0, max: 60 });

type Step = (store: OpenStore) => void;
const stored = rows.map(
  (some): Step =>
    (store) =>
      void insert(store, ...some),
);
const undone = rows.map(
  (some): Step =>
    (store) => {
      const fail = () => {
        store.events.insert(some);
        throw new Error('undone');
      };
      expect(() => store.transaction(fail)).toThrow('undone');
    },
);
const merged = fc.tuple(minute, fc.nat(4)).map(
  ([before, pieces]): Step =>
    ({ events }) => {
      const merge = events.mergeInPieces(T0 + before * MINUTE, events.position(), PIECE);
      for (let piece = 0; piece < pieces; piece++) merge.next();
    },
);
const purged = minute.map(
  (before): Step =>
    ({ purge }) => {
      for (const _ of purge(T0 + (before / 3) * MINUTE, T0 + HOUR, []));
    },
);
const story = fc.array(fc.oneof({ weight: 5, arbitrary: stored }, undone, merged, purged), {
  minLength: 1,
  maxLength: 14,
});

type Reads = Pick<EventRepo, 'quarterHours' | 'firstSeen' | 'ofSite' | 'countsOfSite' | 'lastOfPeople'>;

/** The reads of who is not told what others write, and walks through the hot table. */
function walkingReads({ session }: OpenStore): Reads {
  const hotRows = walkedHotRows(session);
  return {
    ...createReplayedEvents(session, createState(session)),
    ofSite: createOfSite(session, hotRows),
    countsOfSite: createCountsOfSite(session, hotRows),
    lastOfPeople: createLastOfPeople(session, hotRows),
  };
}

const readAll = (reads: Reads) => ({
  first: [...reads.firstSeen(SITES)].sort(),
  quarters: [reads.quarterHours(T0, T0 + HOUR, SITES), reads.quarterHours(T0, T0 + HOUR / 2, [2])],
  events: SITES.map((site) => reads.ofSite(site, T0 + 5 * MINUTE, T0 + 40 * MINUTE, null)),
  streams: reads.ofSite(1, T0 - 1, T0 + HOUR, [STREAM.phone_events, METRIC]),
  counts: SITES.map((site) => [...reads.countsOfSite(site, T0 + 10 * MINUTE, T0 + 20 * MINUTE)].sort()),
  people: reads.lastOfPeople(2, T0 + 30 * MINUTE),
});

it('the hot rows of a site that memory names are those that a walk through the table finds, whatever was undone, merged or purged', () => {
  let found = 0;
  fc.assert(
    fc.property(story, (steps) => {
      using bench = tempStore('scratch');
      const { store } = bench;
      for (const step of steps) {
        step(store);
        const walked = readAll(walkingReads(store));
        expect(readAll(store.events)).toEqual(walked);
        found += walked.streams.length;
      }
    }),
    { numRuns: 25 },
  );
  expect(found).toBeGreaterThan(60);
});
