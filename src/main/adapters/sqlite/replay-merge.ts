import type { Alert, Finding } from '#core/model/finding.ts';
import type { DueRow, MissedRun, RoundRecord, TrailRepo } from '#main/ports/store.ts';
import { createAlertRepo } from './alerts.ts';
import { selectOf } from './columns.ts';
import { openWriter } from './connection.ts';
import type { FindingRecord } from './finding-row.ts';
import { toFinding } from './finding-row.ts';
import { createFindingRepo } from './findings.ts';
import { createScheduleRepo } from './schedule.ts';
import { alert, finding } from './schema/index.ts';
import { sitesOf } from './site-bitmap.ts';
import type { Session } from './statements.ts';
import { createSession } from './statements.ts';
import { createTrailRepo } from './trail.ts';

/** What a merge really added. */
export type Merged = { readonly findings: number; readonly slots: number };

/**
 * Takes what a replay found into the live database, in one transaction and by natural key: what is there wins, so that the
 * same replay merged twice adds nothing.
 */
export function mergeReplay(liveFile: string, scratchFile: string): Merged {
  const live = openWriter(liveFile, 'durable', 'none');
  const scratch = openWriter(scratchFile, 'scratch', 'none');
  try {
    const from = createSession(scratch.db);
    const to = createSession(live.db);
    return to.transaction(() => {
      const added = mergeFindings(from, to);
      mergeTables(live.db, scratch.db);
      return { findings: added.size, slots: mergeSlots(from, to) };
    });
  } finally {
    scratch.db.close();
    live.db.close();
  }
}

function mergeFindings(from: Session, to: Session): ReadonlySet<string> {
  const repo = createFindingRepo(to);
  const open = new Set(repo.unresolved().map(keyOf));
  const isArchived = to.pluck<[string], number>('SELECT 1 FROM archived_finding WHERE id = ?');
  const added = new Set<string>();
  const parentsFirst = from.prepare<[], FindingRecord>(
    `${selectOf(finding)} ORDER BY parent_id IS NOT NULL, detected_at, id`,
  );
  for (const record of parentsFirst.all()) {
    const one = toFinding(record);
    const taken =
      repo.get(one.id) !== null ||
      isArchived.get(one.id) !== undefined ||
      (one.status !== 'RESOLVED' && open.has(keyOf(one)));
    if (taken) continue;
    const orphan = one.parent_id !== null && repo.get(one.parent_id) === null;
    repo.save([orphan ? { ...one, parent_id: null } : one]);
    added.add(one.id);
  }
  mergeEvidence(from, to, added);
  const alerts = from.prepare<[], Alert>(selectOf(alert)).all();
  createAlertRepo(to).save(alerts.filter(({ finding_id }) => added.has(finding_id)));
  mergeTrail(createTrailRepo(from), createTrailRepo(to), added);
  return added;
}

const keyOf = ({ scope, scope_key, finding_type, subject }: Finding): string =>
  JSON.stringify([scope, scope_key, finding_type, subject]);

type EvidenceRecord = {
  readonly finding_id: string;
  readonly capture: string;
  readonly at: number;
  readonly sha256: string;
  readonly body: Uint8Array;
};

function mergeEvidence(from: Session, to: Session, added: ReadonlySet<string>): void {
  const all = from.prepare<[], EvidenceRecord>('SELECT finding_id, capture, at, sha256, body FROM evidence');
  const insert = to.prepare<[EvidenceRecord]>(
    'INSERT OR IGNORE INTO evidence (finding_id, capture, at, sha256, body) VALUES (@finding_id, @capture, @at, @sha256, @body)',
  );
  for (const row of all.iterate()) if (added.has(row.finding_id)) insert.run(row);
}

const TRAIL_PAGE = 1_000;

/** The rows of the new findings go to the end of the live chain, in the order in which they were written. */
function mergeTrail(from: TrailRepo, to: TrailRepo, added: ReadonlySet<string>): void {
  for (
    let rows = from.since(0, TRAIL_PAGE);
    rows.length > 0;
    rows = from.since(rows.at(-1)?.seq ?? 0, TRAIL_PAGE)
  ) {
    to.append(rows.filter(({ entity, entity_id }) => entity === 'finding' && added.has(entity_id)));
  }
}

type LedgerRecord = Omit<RoundRecord, 'site_ids'> & {
  readonly into_slot: number;
  readonly sites: Uint8Array;
};

type StoredRun = Omit<MissedRun, 'site_ids'> & { readonly sites: Uint8Array };
const SELECT_MISSED =
  'SELECT cadence, from_slot, period, into_slot, sites, ran_at FROM missed_run ORDER BY into_slot';

function mergeSlots(from: Session, to: Session): number {
  const schedule = createScheduleRepo(to);
  const ran = new Map<string, number>();
  let added = 0;
  for (const { sites, into_slot, ...row } of from
    .prepare<[], LedgerRecord>('SELECT * FROM ledger ORDER BY slot')
    .iterate()) {
    const fresh = schedule.record({
      ...row,
      into_slot: into_slot === 0 ? null : into_slot,
      site_ids: sitesOf(sites),
    });
    added += fresh.length;
    if (row.outcome !== 'RAN') continue;
    for (const id of fresh) ran.set(`${id} ${row.cadence}`, (ran.get(`${id} ${row.cadence}`) ?? 0) + 1);
  }
  for (const { sites, ...run } of from.prepare<[], StoredRun>(SELECT_MISSED).iterate())
    schedule.missed({ ...run, site_ids: sitesOf(sites) });
  const known = new Map(schedule.due().map((row) => [`${row.site_id} ${row.cadence}`, row]));
  const replayed = createScheduleRepo(from).due();
  schedule.save(
    replayed.map((row) =>
      mergeDue(
        known.get(`${row.site_id} ${row.cadence}`) ?? null,
        row,
        ran.get(`${row.site_id} ${row.cadence}`) ?? 0,
      ),
    ),
  );
  return added;
}

/** The live scheduler's next slot stays its own; the past becomes the union of both. */
function mergeDue(live: DueRow | null, replayed: DueRow, fresh: number): DueRow {
  if (live === null) return { ...replayed, next_slot: null, runs: fresh };
  const later = (replayed.last_slot ?? 0) > (live.last_slot ?? 0);
  return {
    ...live,
    first_slot: least(live.first_slot, replayed.first_slot),
    last_slot: later ? replayed.last_slot : live.last_slot,
    last_run_at: later ? replayed.last_run_at : live.last_run_at,
    watched_since: later ? replayed.watched_since : live.watched_since,
    runs: live.runs + fresh,
  };
}

const least = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

/** Tables whose rows are taken as they are, where their key is free. */
const AS_THEY_ARE = ['suppressed'] as const;
/** What was learned of a site goes together: taken whole, and only where the live database has learned nothing of the site. */
const LEARNED = ['profile', 'profile_state', 'model', 'model_checkpoint', 'scored'] as const;

type Database = ReturnType<typeof openWriter>['db'];

function mergeTables(live: Database, scratch: Database): void {
  const known = new Set(
    live
      .prepare('SELECT site_id FROM profile_state UNION SELECT site_id FROM model_checkpoint')
      .pluck()
      .all(),
  );
  for (const table of AS_THEY_ARE) copyRows(live, scratch, table, () => true);
  for (const table of LEARNED) copyRows(live, scratch, table, (siteId) => !known.has(siteId));
}

function copyRows(
  live: Database,
  scratch: Database,
  table: string,
  isWanted: (siteId: unknown) => boolean,
): void {
  const select = scratch.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw();
  const columns = select.columns();
  const site = columns.findIndex(({ name }) => name === 'site_id');
  const insert = live.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`);
  for (const row of select.iterate()) if (isWanted(row[site])) insert.run(...row);
}
