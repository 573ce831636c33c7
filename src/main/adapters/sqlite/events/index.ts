import type { EventRepo, Store } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { createHeard } from './heard.ts';
import { createHotKeys } from './hot-keys.ts';
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

/** Telemetry: a small hot table that live rows append to, and sorted 5-minute runs with their counters. */
export function createEventRepo(session: Session, state: Store['state']): EventRepo {
  const marks = createMarks(session, state);
  const keys = createHotKeys(session);
  return {
    insert: createInsert(session, marks, keys),
    ...createMerge(session, marks, keys),
    position: createPosition(session),
    since: createSince(session),
    scan: createScan(session),
    scanOfSites: createScanOfSites(session),
    newestLately: createNewest(session),
    lastSeen: createLastSeen(session),
    firstSeen: createFirstSeen(session),
    newestStored: createNewestStored(session),
    activity: createActivity(session),
    signals: createSignals(session),
    walkSigns: createWalkSigns(session),
    newestOfPeople: createNewestOfPeople(session),
    ofSite: createOfSite(session),
    countsOfSite: createCountsOfSite(session),
    heard: createHeard(session),
    signsOfPeople: createSignsOfPeople(session),
    lastOfPeople: createLastOfPeople(session),
    received: createReceived(session, marks),
    quarterHours: createQuarterHours(session),
  };
}
