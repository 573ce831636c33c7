import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DAY } from '#core/model/time.ts';
import type {
  EngineFacts,
  FileFacts,
  LedgerLine,
  MissedSlots,
  UpkeepFacts,
} from '#main/ports/engine-facts.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import { type Condition, visibleSites } from './visibility.ts';

type Named = { readonly name: string; readonly value: string };
type TrailMark = { readonly at: number; readonly reason: string | null };

/** Slots after `since`. A number of JavaScript is bound as REAL: without the cast the division would keep its fraction. */
const MISSED = `
  SELECT cadence, sum(slots) AS slots FROM (
    SELECT cadence, (into_slot - iif(from_slot > @since, from_slot,
        from_slot + ((CAST(@since AS INTEGER) - from_slot) / period + 1) * period)) / period AS slots
      FROM missed_run WHERE into_slot > @since
    UNION ALL
    SELECT cadence, 1 FROM ledger WHERE slot > @since AND outcome = 'COALESCED'
  ) GROUP BY cadence`;

/** What the database knows of its engine, in a constant number of statements beside one a job of upkeep. */
export function createEngineFacts(session: Session): ReadModel['engineFacts'] {
  const ledger = session.prepare<[number], LedgerLine>(
    `SELECT cadence, slot, outcome, ran_at, site_count AS sites, duration_ms, breaches, opened, suppressed, failures, queries
     FROM ledger WHERE slot > ? AND outcome <> 'COALESCED' ORDER BY slot DESC, cadence`,
  );
  const missed = session.prepare<[{ since: number }], MissedSlots>(MISSED);
  const upkeep = createUpkeepFacts(session);
  const file = createFileFacts(session);
  return (scope, at) => {
    const visible = visibleSites(scope, 'quarantine.site');
    const quarantine = session.prepare<[Condition['values']], EngineFacts['quarantine'][number]>(
      `SELECT reason, count(*) AS total, sum(at >= @since) AS last_24_h FROM quarantine
       WHERE ${visible.sql} GROUP BY reason ORDER BY reason`,
    );
    return {
      ledger: ledger.all(at - DAY),
      missed: missed.all({ since: at - DAY }),
      quarantine: quarantine.all({ ...visible.values, since: at - DAY }),
      upkeep: upkeep(),
      file: file(),
    };
  };
}

const DUE_NAME = /^upkeep\.(.+)\.due$/;

/** The jobs that were ever planned, with their last turn as the trail has it. */
function createUpkeepFacts(session: Session): () => readonly UpkeepFacts[] {
  const planned = session.prepare<[], Named>(
    "SELECT name, value FROM engine_state WHERE name GLOB 'upkeep.*.due' ORDER BY name",
  );
  // What people decide about retention stands under the same name.
  const last = session.prepare<[string], TrailMark>(
    `SELECT at, reason FROM trail WHERE entity = 'engine' AND entity_id = ? AND actor = 'system' ORDER BY seq DESC LIMIT 1`,
  );
  return () =>
    planned.all().map(({ name, value }) => {
      const job = DUE_NAME.exec(name)?.[1] ?? name;
      const ran = last.get(job);
      return {
        job,
        due_at: Number(value),
        last: ran === undefined ? null : { at: ran.at, problems: ran.reason ?? '' },
      };
    });
}

/** The file and its disk. Sizes that the system does not tell are null. */
function createFileFacts(session: Session): () => FileFacts {
  const path = session.pluck<[], string>("SELECT file FROM pragma_database_list WHERE name = 'main'");
  const migrations = session.pluck<[], number>('SELECT count(*) FROM __drizzle_migrations');
  const trail = session.pluck<[], number>('SELECT coalesce(max(seq), 0) FROM trail');
  return () => {
    const file = path.get() ?? '';
    return {
      file_bytes: sizeOf(file),
      wal_bytes: sizeOf(`${file}-wal`),
      free_bytes: freeBeside(file),
      schema_version: migrations.get() ?? 0,
      trail_rows: trail.get() ?? 0,
    };
  };
}

const sizeOf = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.size ?? null;

function freeBeside(file: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  } catch {
    return null; // a system that does not say: told as not known
  }
}
