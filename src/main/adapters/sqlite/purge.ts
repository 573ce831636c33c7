import type Database from 'better-sqlite3';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { Purged, Store } from '#main/ports/store.ts';
import { bucketOf } from './events/buckets.ts';
import type { HotKeys } from './events/hot-keys.ts';
import { type Held, heldBy } from './held.ts';
import type { Session } from './statements.ts';

/** Rows of one transaction: some 10 ms of work. */
const ROWS = 1_000;
/** The learned week is made anew from the counters: as far back as it looks they stay, whatever was asked for. */
const COUNTERS_STAY: EpochMs = 60 * DAY;

type Slice = (before: EpochMs) => number;

/**
 * Deletes what happened before an instant, in small transactions with a pause after each: events with their details, what people did,
 * what the desk noted about people's duty, counters, lines in quarantine, what was held back, and the record of rounds. Its bytes are overwritten. Findings, their evidence and the trail
 * stay, and so does what a hold is about.
 */
export function createPurge(db: Database.Database, session: Session, hotKeys: HotKeys): Store['purge'] {
  return function* purge(before, now, holds) {
    const { events, others } = createSlices(session, hotKeys, heldBy(session, holds));
    const counts = { events: 0, others: 0 };
    db.pragma('secure_delete = ON');
    try {
      for (const name of ['events', 'others'] as const) {
        for (const slice of name === 'events' ? events : others) {
          const until = slice.isCounter ? Math.min(before, now - COUNTERS_STAY) : before;
          let deleted: number;
          do {
            deleted = session.transaction(() => slice.run(until));
            counts[name] += deleted;
            yield;
          } while (deleted >= ROWS);
        }
      }
    } finally {
      db.pragma('secure_delete = FAST');
    }
    return counts satisfies Purged;
  };
}

type NamedSlice = { readonly run: Slice; readonly isCounter: boolean };

function createSlices(
  session: Session,
  hotKeys: HotKeys,
  held: Held,
): {
  readonly events: readonly NamedSlice[];
  readonly others: readonly NamedSlice[];
} {
  const remove = (table: string, condition: string, list: string) => {
    const statement = session.prepare<[number, string]>(
      `DELETE FROM ${table} WHERE ${condition} NOT IN (SELECT value FROM json_each(?)) LIMIT ${ROWS}`,
    );
    return (before: number) => statement.run(before, list).changes;
  };
  const byBucket = (table: string): Slice => {
    const run = remove(table, 'bucket < ? AND site_id', held.site_ids);
    return (before) => run(bucketOf(before));
  };
  const bySite = (table: string, column: string): Slice =>
    remove(table, `${column} < ? AND site_id`, held.site_ids);
  /** Rows that name their site by its code, or none at all. */
  const byInstant = (table: string, column: string): Slice =>
    remove(table, `${column} < ? AND coalesce(site, '')`, held.sites);
  const rounds = session.prepare<[number]>(`DELETE FROM ledger WHERE slot < ? LIMIT ${ROWS}`);
  const forgetRounds: Slice = (before) => rounds.run(before).changes;
  const plain = (run: Slice): NamedSlice => ({ run, isCounter: false });
  return {
    events: [
      byBucket('event_run'),
      createHotSlice(session, hotKeys, remove('event_hot', 'ts < ? AND site_id', held.site_ids)),
    ].map(plain),
    others: [
      ...[
        byBucket('event_detail'),
        createActivitySlice(session, held),
        createForgottenPlaces(session, held),
        bySite('absence', '"end"'),
        bySite('check_in_extension', 'until'),
        bySite('tour_by_hand', 'start'),
        byInstant('quarantine', 'at'),
        byInstant('suppressed', 'last_at'),
        forgetRounds,
      ].map(plain),
      { run: byBucket('roll5'), isCounter: true },
    ],
  };
}

/** When somebody was heard last stays, for a silence is measured from it; where that was does not. */
function createForgottenPlaces(session: Session, { site_ids }: Held): Slice {
  const forget = session.prepare<[number, string]>(
    `UPDATE seen SET lat = NULL, lon = NULL, acc = NULL WHERE ts < ? AND lat IS NOT NULL
       AND site_id NOT IN (SELECT value FROM json_each(?)) LIMIT ${ROWS}`,
  );
  return (before) => forget.run(before, site_ids).changes;
}

type Group = { readonly site_id: number; readonly stream: number };

/** Rows that are numbered anew after these are gone would lie before the positions of saved memory, which is read from the events then. */
function createHotSlice(session: Session, hotKeys: HotKeys, remove: Slice): Slice {
  const forgetMemory = session.prepare<[]>('DELETE FROM memory_state');
  const keepPosition = session.prepare<[]>(
    'UPDATE merging SET position = min(position, (SELECT coalesce(max(seq), 0) FROM event_hot))',
  );
  return (before) => {
    const removed = remove(before);
    if (removed > 0) {
      forgetMemory.run();
      keepPosition.run();
      hotKeys.forget();
    }
    return removed;
  };
}

/** What people did is sorted by site and stream: one look-up for each, in place of the whole table. */
function createActivitySlice(session: Session, { site_ids }: Held): Slice {
  const next = session.prepare<[Group & { readonly site_ids: string }], Group>(
    `SELECT site_id, stream FROM activity WHERE (site_id, stream) > (@site_id, @stream)
       AND site_id NOT IN (SELECT value FROM json_each(@site_ids)) ORDER BY site_id, stream LIMIT 1`,
  );
  const remove = session.prepare<[Group & { readonly before: number; readonly rows: number }]>(
    'DELETE FROM activity WHERE site_id = @site_id AND stream = @stream AND ts < @before LIMIT @rows',
  );
  return (before) => {
    let deleted = 0;
    let group: Group | undefined = next.get({ site_id: -1, stream: -1, site_ids });
    while (group !== undefined && deleted < ROWS) {
      deleted += remove.run({ ...group, before, rows: ROWS - deleted }).changes;
      group = next.get({ ...group, site_ids });
    }
    return deleted;
  };
}
