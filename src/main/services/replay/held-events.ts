import { STREAM } from '#core/model/event.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import type { EventRepo, Registry, StoredEvent } from '#main/ports/store.ts';
import { isMock, signalOf } from '../audits/sightings.ts';
import { EventRows, timesOf } from './event-rows.ts';
import { quarterHoursOf } from './quarter-hours.ts';

const FIVE_MINUTES = 5 * MINUTE;
/** A sign that is older is none (`lastSeen`). */
const FARTHEST = 14 * DAY;
/** `newestLately` looks back so far. */
const LATELY = HOUR + 10 * MINUTE;
const SIGNS = [STREAM.phone_events, STREAM.location_updates];

/** A sender whose clock is ahead was seen when its event reached us, not later. */
const seenAt = ({ ts, delay_s }: StoredEvent): EpochMs => ts + Math.min(delay_s ?? 0, 0) * SECOND;
const receivedAt = ({ ts, delay_s }: StoredEvent): EpochMs => ts + (delay_s ?? 0) * SECOND;
const byInstant = (a: StoredEvent, b: StoredEvent): number => a.ts - b.ts || a.key - b.key;

/**
 * The events of a replay in memory, for one that throws them away: the answers are those of the store, without a statement for each.
 * What is stored was taken in before, so that there are no merges and nothing to recall.
 */
export function createHeldEvents(registry: Registry): EventRepo {
  const rows = new EventRows();
  const ofSite = (siteId: number, from: EpochMs, to: EpochMs, streams: readonly number[] | null) => {
    const found: StoredEvent[] = [];
    for (const [stream, { events }] of rows.ofSite(siteId))
      if (streams === null || streams.includes(stream)) found.push(...events.span(from, to));
    return found.sort(byInstant);
  };
  const scanOfSites: EventRepo['scanOfSites'] = (siteIds, from, to, streams, visit) => {
    for (const id of siteIds)
      for (const event of ofSite(id, from, to, streams))
        visit(id, event.stream, seenAt(event), timesOf(event));
  };
  return {
    warmUp() {},
    insert: (events) => events.map((event) => rows.add(event)),
    has: ({ site_id, stream, ts, key }) =>
      (rows.ofSite(site_id).get(stream)?.events.find(ts, key) ?? null) !== null,
    merge: () => 0,
    *mergeInPieces() {},
    position: () => 0,
    since: () => [],
    scan: (from, to, streams, visit) => scanOfSites(rows.siteIds, from, to, streams, visit),
    scanOfSites,
    newestLately: (siteIds, streams, to) =>
      Float64Array.from(
        siteIds.flatMap((id) => streams.map((stream) => newestIn(rows, id, stream, to, LATELY))),
      ),
    lastSeen: (at) =>
      rows.siteIds.flatMap((site_id) =>
        [...rows.ofSite(site_id).keys()]
          .map((stream) => ({ site_id, stream, ts: newestIn(rows, site_id, stream, at, FARTHEST) }))
          .filter(({ ts }) => ts > Number.NEGATIVE_INFINITY),
      ),
    newestStored: (siteIds) => newestOf(rows, siteIds),
    firstSeen: (siteIds) => new Map(siteIds.flatMap((id) => firstOf(rows, id))),
    activity: (siteIds, streams, from, to) => {
      const ordered = streams.toSorted((a, b) => a - b);
      return siteIds
        .toSorted((a, b) => a - b)
        .flatMap((id) =>
          ordered.flatMap((stream) => rows.ofSite(id).get(stream)?.activity.span(from, to) ?? []),
        );
    },
    signals: (siteIds, streams, from, to) =>
      siteIds
        .toSorted((a, b) => a - b)
        .flatMap((id) => ofSite(id, from, to, streams).map((event) => signalOf(event, registry))),
    walkSigns: (scans, walks) => ({
      places: scans.flatMap(({ site_id, ts, key }) => {
        const event = rows.ofSite(site_id).get(STREAM.tour_checkpoints)?.events.find(ts, key) ?? null;
        return event === null || event.lat === null || event.lon === null
          ? []
          : [{ site_id, ts, key, lat: event.lat, lon: event.lon }];
      }),
      made_up: walks.flatMap(({ site_id, start, end }) =>
        ofSite(site_id, start - 1, end, [STREAM.location_updates])
          .filter(({ detail }) => isMock(detail))
          .map(({ ts }) => ({ site_id, ts })),
      ),
    }),
    newestOfPeople: (siteIds, stream, at) =>
      siteIds.flatMap((site_id) =>
        lastOfPeople(rows, site_id, at, [stream]).flatMap(({ person_id, ts }) => {
          const person = registry.personCode(person_id);
          return person === null ? [] : [{ site_id, person, ts }];
        }),
      ),
    signsOfPeople: (from, to) => rows.siteIds.flatMap((id) => signsOf(ofSite(id, from, to, SIGNS))),
    heard: (from, to, visit) => {
      for (const id of rows.siteIds)
        for (const event of ofSite(id, from, to, null))
          if (event.origin !== null) visit(event.origin, id, event.stream, receivedAt(event));
    },
    ofSite,
    countsOfSite: (siteId, from, to) =>
      new Map(
        [...rows.ofSite(siteId)]
          .map(([stream, { events }]): [number, number] => [stream, events.span(from, to).length])
          .filter(([, count]) => count > 0),
      ),
    lastOfPeople: (siteId, at) => lastOfPeople(rows, siteId, at, null),
    received: (from, to, siteIds = null) =>
      (siteIds ?? rows.siteIds)
        .flatMap((id) => ofSite(id, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, null))
        .filter((event) => receivedAt(event) >= from && receivedAt(event) < to)
        .sort((a, b) => receivedAt(a) - receivedAt(b) || a.key - b.key),
    quarterHours: (from, to, siteIds) => quarterHoursOf(rows, from, to, siteIds ?? rows.siteIds),
  };
}

/** When a stream of a site was seen last, at `at`; -Infinity where it was not within `within`. */
function newestIn(rows: EventRows, siteId: number, stream: number, at: EpochMs, within: EpochMs): EpochMs {
  let newest = Number.NEGATIVE_INFINITY;
  for (const event of rows.ofSite(siteId).get(stream)?.events.backFrom(at) ?? []) {
    // Nothing was seen before it happened.
    if (event.ts <= newest || event.ts <= at - within) break;
    newest = Math.max(newest, seenAt(event));
  }
  return newest;
}

function firstOf(rows: EventRows, siteId: number): readonly [number, EpochMs][] {
  const first = Math.min(
    ...[...rows.ofSite(siteId).values()].map(({ events }) => events.first?.ts ?? Infinity),
  );
  return Number.isFinite(first) ? [[siteId, first]] : [];
}

function newestOf(rows: EventRows, siteIds: readonly number[]): EpochMs | null {
  const newest = siteIds.flatMap((id) =>
    [...rows.ofSite(id).values()].map(({ events }) => events.last?.ts ?? 0),
  );
  return newest.length === 0 ? null : Math.max(...newest);
}

type LastOf = ReturnType<EventRepo['lastOfPeople']>[number];

function lastOfPeople(
  rows: EventRows,
  siteId: number,
  at: EpochMs,
  streams: readonly number[] | null,
): readonly LastOf[] {
  const found: LastOf[] = [];
  for (const [stream, { events }] of rows.ofSite(siteId)) {
    if (streams !== null && !streams.includes(stream)) continue;
    const known = new Set<number>();
    for (const { person_id, ts, lat, lon, acc } of events.backFrom(at)) {
      if (person_id === null || known.has(person_id)) continue;
      known.add(person_id);
      found.push({ person_id, stream, ts, lat, lon, acc });
    }
  }
  return found;
}

/** Of every five minutes the newest sign of each person. */
function signsOf(events: readonly StoredEvent[]): ReturnType<EventRepo['signsOfPeople']> {
  const newest = new Map<string, { site_id: number; person_id: number; at: EpochMs }>();
  for (const event of events) {
    const { site_id, person_id } = event;
    if (person_id === null) continue;
    const at = seenAt(event);
    const key = `${person_id} ${Math.floor(at / FIVE_MINUTES)}`;
    const known = newest.get(key);
    if (known === undefined || known.at < at) newest.set(key, { site_id, person_id, at });
  }
  return [...newest.values()];
}
