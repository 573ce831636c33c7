import type { EpochMs } from '#core/model/time.ts';
import type { OpenEngine } from '#main/open-engine.ts';
import { benchClock, fillFleet, openFleet } from '../../parts/fleet-of.ts';
import type { Fixture } from './fixture.ts';
import { mergeLive } from './merge-live.ts';
import { PER_HOUR, SPAN, spanOf } from './span.ts';
import { cpuOf } from './timing.ts';

/** A fleet whose history ends now and has no events yet; how far back it begins follows from how many it shall have. */
export async function emptyHistory(file: string, sites: number, events: number): Promise<Fixture> {
  const spans = Math.ceil(events / eventsOfSpan(sites));
  const until = (Math.floor(Date.now() / SPAN) - spans) * SPAN;
  const shape = { sites, hours: 0, perHour: PER_HOUR, oneQuietIn: 0, from: until };
  await fillFleet(file, shape);
  return { sites, shape, until, events: 0, database: file };
}

const eventsOfSpan = (sites: number): number => Math.floor((sites * PER_HOUR * SPAN) / 3_600_000);

/** Lets a history grow to so many events: real rows, stored and merged five minutes after five minutes as a live fleet's are. */
export async function grow(fixture: Fixture, events: number): Promise<Fixture> {
  const open = await openFleet(fixture.database, benchClock(fixture.until));
  let [until, count] = [fixture.until, fixture.events];
  while (count < events) {
    count += storeSpan(open, fixture, until).rows;
    until += SPAN;
  }
  open.close(true);
  return { ...fixture, until, events: count };
}

/** Stores and merges one span; gives its rows and what storing them took, CPU in ms. */
export function storeSpan(
  open: OpenEngine,
  fixture: Fixture,
  from: EpochMs,
): { readonly rows: number; readonly cpu_ms: number } {
  const { rows, end } = spanOf(open, fixture, from);
  const { store } = open;
  const cpu_ms = cpuOf(() => {
    for (let first = 0; first < rows.length; first += SECONDS)
      store.transaction(() => store.events.insert(rows.slice(first, first + SECONDS).flat()));
    mergeLive(store, end);
  });
  return { rows: rows.reduce((sum, { length }) => sum + length, 0), cpu_ms };
}

/** Seconds that are committed together: as a source that catches up is. */
const SECONDS = 10;
