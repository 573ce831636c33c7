import { getTableName } from 'drizzle-orm';
import type { EpochMs } from '#core/model/time.ts';
import type { Archive } from '#main/ports/archive.ts';
import { selectOf, upsertOf, writtenColumns } from '../columns.ts';
import { HELD } from '../held-documents.ts';
import { client, configurationVersion, delivery, runbook, site, tenant } from '../schema/index.ts';
import type { Session } from '../statements.ts';
import { createDigest, type Digests } from './digest.ts';
import { createLeave, type Slice, slicesBefore } from './families.ts';
import { createDigestCopy } from './gathered.ts';
import { createClear, MOVED, type OwnedTable } from './tables.ts';
import { createTimeline } from './timeline.ts';

type Row = Readonly<Record<string, unknown>>;

const among = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`;

/**
 * Moves findings from the database to its archive, some at a time. The two files have no common transaction: first they are added there
 * and committed, then deleted here. Cut off in between they are in both; then what is here counts (`settleArchive`). Of a family too
 * large for one slice what was adopted goes before its parent: cut off there, each member is still in exactly one of the two.
 */
export function createMove(live: Session, open: () => Session): Archive['move'] {
  return function* move(before, at) {
    let archive: ReturnType<typeof createWrites> | null = null;
    const deletes = createDeletes(live);
    const mayGo = createLeave(live, before);
    let findings = 0;
    for (const slice of slicesBefore(live, before)) {
      if (slice !== null && mayGo(slice)) {
        if (archive === null) {
          archive = createWrites(live, open());
          yield; // the first time the file is made
          if (!mayGo(slice)) continue;
        }
        archive.add(slice);
        deletes.remove(slice, at);
        findings += slice.length;
      }
      yield;
    }
    return { findings };
  };
}

/** What the archive takes over, as it is now. */
function createWrites(live: Session, archive: Session) {
  const clear = createClear(archive);
  const owned = MOVED.map((each) => createCopy(live, archive, each));
  const digests = createDigestCopy(live, archive);
  const places = createPlaces(live, archive);
  const timeline = createTimeline(live, archive);
  return {
    add: (slice: Slice) =>
      archive.transaction(() => {
        const ids = JSON.stringify(slice);
        // What a move left here that was cut off may be older than what is moved now.
        clear(ids);
        for (const copy of owned) copy(ids);
        digests(ids);
        places(ids);
        timeline(ids);
      }),
  };
}

function createCopy(live: Session, archive: Session, { table, column }: OwnedTable): (ids: string) => void {
  const name = getTableName(table);
  const columns = writtenColumns(table);
  const own = table === delivery ? "AND kind <> 'DIGEST'" : '';
  const read = live.prepare<[string], Row>(`${selectOf(table)} WHERE ${among(column)} ${own}`);
  const insert = archive.prepare<[Row]>(
    `INSERT INTO ${name} (${columns.map((each) => `"${each}"`).join(', ')}) VALUES (${columns.map((each) => `@${each}`).join(', ')})`,
  );
  return (ids) => {
    for (const row of read.all(ids)) insert.run(row);
  };
}

/** The places and runbooks that the findings name: an archive is read by itself. */
function createPlaces(live: Session, archive: Session): (ids: string) => void {
  const ofFindings = `SELECT site FROM finding WHERE ${among('id')}`;
  const sites = `SELECT * FROM ${HELD.site} WHERE code IN (${ofFindings})`;
  const copies = [
    [
      tenant,
      `SELECT * FROM ${HELD.tenant} WHERE id IN (SELECT c.tenant_id FROM client c JOIN (${sites}) s ON s.client_id = c.id)`,
      ['id'],
    ],
    [client, `SELECT * FROM ${HELD.client} WHERE id IN (SELECT client_id FROM (${sites}))`, ['id']],
    [site, sites, ['id']],
    [
      runbook,
      `SELECT * FROM runbook WHERE (finding_type, version) IN (SELECT runbook_type, runbook_version FROM finding WHERE ${among('id')})`,
      ['finding_type', 'version'],
    ],
  ] as const;
  const statements = copies.map(([table, read, key]) => ({
    read: live.prepare<[string], Row>(read),
    write: archive.prepare<[Row]>(upsertOf(table, key)),
  }));
  // Names of places are read again when the configuration has a new version.
  const newest = live.prepare<[], Row>(`${selectOf(configurationVersion)} ORDER BY version DESC LIMIT 1`);
  const note = archive.prepare<[Row]>(upsertOf(configurationVersion, ['version']));
  return (ids) => {
    for (const { read, write } of statements) for (const row of read.all(ids)) write.run(row);
    for (const row of newest.all()) note.run(row);
  };
}

type Key = Digests & { readonly id: string; readonly at: EpochMs };

/** What the database lets go of, but for the key of each finding. */
function createDeletes(live: Session) {
  const digestOf = createDigest(live);
  const keep = live.prepare<[Key]>(`
    INSERT INTO archived_finding (id, scope, scope_key, finding_type, subject, condition_started_at, site, alerted, archived_at, sha256, details_sha256)
    SELECT id, scope, scope_key, finding_type, subject, condition_started_at, site,
           EXISTS (SELECT 1 FROM alert a WHERE a.finding_id = finding.id), @at, @sha256, @details_sha256 FROM finding WHERE id = @id`);
  const clear = createClear(live);
  return {
    remove: (slice: Slice, at: EpochMs) =>
      live.transaction(() => {
        for (const id of slice) keep.run({ id, at, ...digestOf(id) });
        clear(JSON.stringify(slice));
      }),
  };
}
