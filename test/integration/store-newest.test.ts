import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { event, insert, T0 } from '#test/kit/stored-events.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const SITES = [2, 3, 7];
const STREAMS = [STREAM.location_updates, STREAM.phone_events];
/** Far enough from one story to the next. */
const APART = 6 * HOUR;

const told = fc.record({
  seconds: fc.integer({ min: -100 * 60, max: 6 * 60 }),
  site: fc.constantFrom(1, ...SITES, 9),
  stream: fc.constantFrom(...STREAMS, STREAM.check_in),
  /** Mostly heard after it happened. */
  delay_s: fc.constantFrom(null, null, 0, 3, 3, 600, -20, -200),
});

it('the newest events that are looked up are those that a scan of all events finds, merged or not', () => {
  using bench = tempStore();
  const { events } = bench.store;
  let [found, ahead, now] = [0, 0, T0];
  fc.assert(
    fc.property(
      fc.array(told, { maxLength: 40 }),
      fc.array(fc.integer({ min: -90, max: 10 }), { minLength: 2, maxLength: 2 }),
      (story, merges) => {
        now += APART;
        const half = story.length >> 1;
        for (const [part, edge] of [
          [story.slice(0, half), merges[0]],
          [story.slice(half), merges[1]],
        ] as const) {
          for (const [index, { seconds, site, ...rest }] of part.entries())
            insert(bench.store, event(now + seconds * SECOND, { ...rest, site_id: site, key: index }));
          if (edge !== undefined) events.merge(now + edge * MINUTE);
        }
        const to = now + 5 * MINUTE;
        const scanned = new Map<string, number>();
        events.scan(now - HOUR, to, STREAMS, (site, stream, at) => {
          const pair = `${site} ${stream}`;
          scanned.set(pair, Math.max(scanned.get(pair) ?? 0, at));
        });
        const newest = events.newestLately(SITES, STREAMS, to);
        expect(newest).toHaveLength(SITES.length * STREAMS.length);
        for (const [place, at] of newest.entries()) {
          const [site, stream] = [SITES[place >> 1], STREAMS[place & 1]];
          const isAhead = story.some(
            (each) => each.site === site && each.stream === stream && (each.delay_s ?? 0) < 0,
          );
          if (Number.isNaN(at)) {
            expect(isAhead).toBe(true);
            ahead += 1;
            continue;
          }
          const known = scanned.get(`${site} ${stream}`) ?? 0;
          expect(Math.max(at, now - HOUR)).toBe(Math.max(known, now - HOUR));
          if (known > 0) found += 1;
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(found).toBeGreaterThan(100);
  expect(ahead).toBeGreaterThan(20);
});

it('a late event that is not merged yet does not hide a newer one that is', () => {
  using bench = tempStore();
  const { events } = bench.store;
  insert(bench.store, event(T0 + 4 * MINUTE, { key: 1 }));
  events.merge(T0 + 5 * MINUTE);
  insert(bench.store, event(T0 + 2 * MINUTE, { key: 2 }));
  expect([...events.newestLately([1], [STREAM.phone_events], T0 + 10 * MINUTE)]).toEqual([T0 + 4 * MINUTE]);
});
