import type Database from 'better-sqlite3';
import { COUNTERS_STAY, type Purged, type Store } from '#main/ports/store.ts';
import { bucketOf } from './events/buckets.ts';
import type { HotKeys } from './events/hot-keys.ts';
import { type Held, heldBy } from './held.ts';
import { createActivityPass, createPass, createPlainPass, type Pass, type Step } from './purge-passes.ts';
import type { Session } from './statements.ts';

/**
 * Deletes what happened before an instant, in small transactions with a pause after each: events with their details, what people did,
 * what the desk noted about people's duty, counters, lines in quarantine, what was held back, and the record of rounds. Its bytes are overwritten. Findings, their evidence and the trail
 * stay, and so does what a hold is about.
 */
export function createPurge(db: Database.Database, session: Session, hotKeys: HotKeys): Store['purge'] {
  return function* purge(before, now, holds) {
    const passes = createPasses(session, hotKeys, heldBy(session, holds));
    const counts = { events: 0, others: 0 };
    db.pragma('secure_delete = ON');
    try {
      for (const { pass, counted, isCounter } of passes) {
        const until = isCounter ? Math.min(before, now - COUNTERS_STAY) : before;
        let step: Step;
        do {
          step = session.transaction(() => pass(until));
          counts[counted] += step.changed;
          yield;
        } while (!step.isDone);
      }
    } finally {
      db.pragma('secure_delete = FAST');
    }
    return counts satisfies Purged;
  };
}

type NamedPass = {
  readonly pass: Pass;
  readonly counted: keyof Purged;
  readonly isCounter: boolean;
};

const FIRST = Number.MIN_SAFE_INTEGER;
const EVENT_KEY = { bucket: FIRST, site_id: FIRST, stream: FIRST, ts: FIRST, key: FIRST };
const NOT_HELD = 'NOT IN (SELECT value FROM json_each(@held))';

function createPasses(session: Session, hotKeys: HotKeys, held: Held): readonly NamedPass[] {
  const bySite = (table: string, key: Readonly<Record<string, number | string>>, instant: string): Pass =>
    createPass(session, {
      ...{ table, key, change: `DELETE FROM ${table}`, held: held.site_ids },
      where: `${instant} < @before AND site_id ${NOT_HELD}`,
    });
  /** Sorted by time. */
  const byBucket = (table: string, key: Readonly<Record<string, number>> = EVENT_KEY): Pass => {
    const pass = createPass(session, {
      ...{ table, key, change: `DELETE FROM ${table}`, held: held.site_ids },
      ...{ until: 'bucket < @before', where: `site_id ${NOT_HELD}` },
    });
    return (before) => pass(bucketOf(before));
  };
  /** Rows that name their site by its code, or none at all. */
  const byCode = (table: string, key: Readonly<Record<string, number | string>>, instant: string): Pass =>
    createPass(session, {
      ...{ table, key, change: `DELETE FROM ${table}`, held: held.sites },
      where: `${instant} < @before AND coalesce(site, '') ${NOT_HELD}`,
    });
  const event = (pass: Pass): NamedPass => ({ pass, counted: 'events', isCounter: false });
  const other = (pass: Pass): NamedPass => ({ pass, counted: 'others', isCounter: false });
  const person = { site_id: FIRST, person: '' };
  return [
    event(byBucket('event_run')),
    event(createHotPass(session, hotKeys, bySite('event_hot', { seq: FIRST }, 'ts'))),
    other(byBucket('event_detail')),
    other(createActivityPass(session, new Set(JSON.parse(held.site_ids)))),
    other(createForgottenPlaces(session, held)),
    other(bySite('absence', { id: '' }, '"end"')),
    other(bySite('check_in_extension', { ...person, noted_at: FIRST }, 'until')),
    other(bySite('tour_by_hand', { site_id: FIRST, run: '' }, 'start')),
    other(byCode('quarantine', { id: FIRST }, 'at')),
    other(byCode('suppressed', SUPPRESSED_KEY, 'last_at')),
    other(createPlainPass(session, 'ledger', 'slot')),
    {
      ...other(byBucket('roll5', { bucket: FIRST, site_id: FIRST, stream: FIRST })),
      isCounter: true,
    },
  ];
}

const SUPPRESSED_KEY = { site: '', window_start: FIRST, window_end: FIRST, finding_type: '', subject: '' };

/** When somebody was heard last stays, for a silence is measured from it; where that was does not. */
const createForgottenPlaces = (session: Session, { site_ids }: Held): Pass =>
  createPass(session, {
    table: 'seen',
    key: { site_id: FIRST, person_id: FIRST, stream: FIRST },
    change: 'UPDATE seen SET lat = NULL, lon = NULL, acc = NULL',
    where: `ts < @before AND lat IS NOT NULL AND site_id ${NOT_HELD}`,
    held: site_ids,
  });

/** Rows that are numbered anew after these are gone would lie before the positions of saved memory, which is read from the events then. */
function createHotPass(session: Session, hotKeys: HotKeys, remove: Pass): Pass {
  const forgetMemory = session.prepare<[]>('DELETE FROM memory_state');
  const keepPosition = session.prepare<[]>(
    'UPDATE merging SET position = min(position, (SELECT coalesce(max(seq), 0) FROM event_hot))',
  );
  return (before) => {
    const step = remove(before);
    if (step.changed > 0) {
      forgetMemory.run();
      keepPosition.run();
      hotKeys.forget();
    }
    return step;
  };
}
