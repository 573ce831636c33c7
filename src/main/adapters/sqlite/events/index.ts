import type { EventRepo, Store } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { createEventsDigest, type EventsDigest } from './digest.ts';
import { createHeard } from './heard.ts';
import { walkedHotRows } from './hot.ts';
import type { HotKeys } from './hot-keys.ts';
import { createInsert } from './insert.ts';
import { createLastOfPeople } from './last-of-people.ts';
import { createLastSeen } from './last-seen.ts';
import { createMarks } from './marks.ts';
import { createMerge } from './merge.ts';
import { createNewest } from './newest.ts';
import { createCountsOfSite, createOfSite } from './of-site.ts';
import { createSignsOfPeople } from './people-signs.ts';
import {
  createActivity,
  createFirstSeen,
  createNewestStored,
  createQuarterHours,
  createScan,
  createScanOfSites,
} from './reads.ts';
import { createReceived } from './received.ts';
import { createNewestOfPeople, createSignals } from './signals.ts';
import { createPosition, createSince } from './since.ts';
import { createWalkSigns } from './walk-signs.ts';

/** Telemetry: a small hot table that live rows append to, and sorted 5-minute runs with their counters. `keys` follows that table. */
export function createEventRepo(session: Session, state: Store['state'], keys: HotKeys): EventRepo {
  const marks = createMarks(session, state);
  const { rowsOf } = keys;
  return {
    ...createInsert(session, marks, keys),
    ...createMerge(session, marks, keys),
    warmUp: keys.warmUp,
    position: createPosition(session),
    since: createSince(session),
    scan: createScan(session),
    scanOfSites: createScanOfSites(session, rowsOf),
    newestLately: createNewest(session, marks, keys),
    lastSeen: createLastSeen(session),
    firstSeen: createFirstSeen(session, rowsOf),
    newestStored: createNewestStored(session),
    activity: createActivity(session),
    signals: createSignals(session, rowsOf),
    walkSigns: createWalkSigns(session, rowsOf),
    newestOfPeople: createNewestOfPeople(session, rowsOf),
    ofSite: createOfSite(session, rowsOf),
    countsOfSite: createCountsOfSite(session, rowsOf),
    heard: createHeard(session),
    signsOfPeople: createSignsOfPeople(session),
    lastOfPeople: createLastOfPeople(session, rowsOf),
    received: createReceived(session, marks),
    quarterHours: createQuarterHours(session, rowsOf),
  };
}

/** What a replay reads of a store that another connection writes. */
export function createReplayedEvents(
  session: Session,
  state: Store['state'],
): Pick<EventRepo, 'received' | 'quarterHours' | 'firstSeen' | 'newestStored' | 'heard'> & {
  readonly digest: EventsDigest;
} {
  const hotRows = walkedHotRows(session);
  return {
    received: createReceived(session, createMarks(session, state)),
    quarterHours: createQuarterHours(session, hotRows),
    firstSeen: createFirstSeen(session, hotRows),
    newestStored: createNewestStored(session),
    heard: createHeard(session),
    digest: createEventsDigest(session, state),
  };
}
