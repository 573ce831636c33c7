import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { getTableName } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import type { Evidence } from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import { DAY } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import { MOVED } from '#main/adapters/sqlite/archive/tables.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const BEFORE = Date.parse('2026-03-01T00:00:00Z');
const OLD = BEFORE - DAY;

const resolved = (id: string, more: Partial<Finding> = {}) =>
  findingWith({
    ...{ id, detected_at: OLD - DAY, status: 'RESOLVED', condition: 'CLEARED', resolved_at: OLD },
    ...{ resolved_by: 'local:ada', disposition: 'BENIGN', resolution_note: 'Seen to.' },
    ...more,
  });

function move({ file, store }: ReadBench, before = BEFORE): number {
  const archive = openArchive({ database: file, live: store.session, migrations: MIGRATIONS });
  for (const _ of archive.settle());
  const steps = archive.move(before, before);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  archive.close();
  return step.value.findings;
}

/** A finding with everything that may belong to one. */
function saveWhole(bench: ReadBench, finding: Finding): void {
  bench.save([finding]);
  const { store } = bench;
  const { id: finding_id } = finding;
  store.transaction(() => {
    // Safe: what evidence says is handed on as it is.
    const evidence = { signal_counts: { phone_events: 3 } } as unknown as Evidence;
    store.evidence.add({ finding_id, capture: 'OPENED', at: OLD, evidence });
    store.alerts.save([
      {
        ...{
          id: `A-${finding_id}`,
          finding_id,
          site: 'S-1',
          severity: 'HIGH',
          alert_type: finding.finding_type,
        },
        ...{ message: 'x', created_at: OLD, state: 'CLOSED' },
      },
    ]);
    store.trail.append([
      {
        ...{
          at: OLD,
          actor: localActor('ada'),
          action: 'finding.resolved',
          entity: 'finding',
          entity_id: finding_id,
        },
        ...{ reason: null, before: null, after: { status: 'RESOLVED' } },
      },
    ]);
  });
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

it('knows every table whose rows belong to a finding', () => {
  using bench = readBench();
  const referring = bench.store.session
    .pluck<[], string>(
      `SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f ON f."table" = 'finding'
       WHERE m.type = 'table' ORDER BY m.name`,
    )
    .all();
  expect(MOVED.map(({ table }) => getTableName(table)).sort()).toEqual(referring.sort());
});

describe('what was resolved long ago', () => {
  it('goes with all that belongs to it, is found as before, and counts as before', async () => {
    using bench = readBench();
    saveWhole(bench, resolved('F-OLD'));
    saveWhole(bench, resolved('F-NEW', { resolved_at: BEFORE }));
    const before = await bench.ask('findings.get', { id: 'F-OLD' });
    const tally = bench.readModel.siteTallies().get('S-1');
    expect(await bench.ask('findings.page', { filter: { archived: true } })).toMatchObject({
      rows: [],
      total: 0,
    });

    expect(move(bench)).toBe(1);
    expect(await bench.ask('findings.get', { id: 'F-OLD' })).toEqual({ ...before, archived: true });
    expect(before.timeline).toHaveLength(1);
    expect(before.evidence).toHaveLength(1);
    expect(idsOf((await bench.ask('findings.page', {})).rows)).toEqual(['F-NEW']);
    const archived = await bench.ask('findings.page', { filter: { archived: true, text: 'phone' } });
    expect(idsOf(archived.rows)).toEqual(['F-OLD']);
    expect(await bench.ask('findings.count', { filter: { archived: true }, by: 'site' })).toEqual([
      { key: 'S-1', count: 1 },
    ]);
    expect(bench.readModel.siteTallies().get('S-1')).toEqual(tally);
    expect(tally).toMatchObject({ total_findings: 2, alerts: 2 });
    expect(await bench.ask('engine.verify', {})).toMatchObject({ ok: true, archived: 1 });
    expect(move(bench)).toBe(0);
  });

  it('stays while its family is open, or a message about it is under way', async () => {
    using bench = readBench();
    bench.save([
      resolved('F-PARENT'),
      findingWith({ id: 'F-CHILD', parent_id: 'F-PARENT' }),
      resolved('F-MESSAGE'),
      resolved('F-FAMILY'),
      resolved('F-ADOPTED', { parent_id: 'F-FAMILY' }),
      resolved('F-THEIRS', { parent_id: 'F-ADOPTED' }),
    ]);
    bench.store.session.transaction(() =>
      bench.store.session
        .prepare<[]>(
          `INSERT INTO delivery (id, action, finding_id, kind, state, content, hash, authors, requested_at, reason, expires_at, automatic, attempts, maybe, moved_at, moved_by)
           VALUES ('D', 'tell', 'F-MESSAGE', 'TRIGGER', 'QUEUED', '{}', 'x', '[]', 0, 'x', 0, 0, 0, 0, 0, 'x')`,
        )
        .run(),
    );
    expect(move(bench)).toBe(3);
    const left = await bench.ask('findings.export', {});
    expect(idsOf(left.findings).sort()).toEqual(['F-CHILD', 'F-MESSAGE', 'F-PARENT']);
    const { children } = await bench.ask('findings.get', { id: 'F-FAMILY' });
    expect(idsOf(children)).toEqual(['F-ADOPTED']);
  });

  it('is raised no second time, and gives its id to nobody else', () => {
    using bench = readBench();
    const one = resolved('F-OLD');
    bench.save([one]);
    move(bench);
    expect(bench.store.findings.exists(one)).toBe(true);
    expect(bench.store.findings.countSame(one, one.condition_started_at)).toBe(1);
    expect(bench.store.findings.exists({ ...one, subject: 'another' })).toBe(false);
  });

  it('is seen by nobody who could not see it before', async () => {
    using bench = readBench();
    saveWhole(bench, resolved('F-OLD'));
    move(bench);
    const mine = await bench.ask('findings.page', { filter: { archived: true } }, { tenants: ['T-1'] });
    const theirs = await bench.ask('findings.page', { filter: { archived: true } }, { tenants: ['T-9'] });
    expect([mine.total, theirs.total]).toEqual([1, 0]);
    await expect(bench.ask('findings.get', { id: 'F-OLD' }, { tenants: ['T-9'] })).rejects.toThrow(
      /no finding/,
    );
  });
});

describe('the check of the database', () => {
  const tampered = async (sql: string) => {
    using bench = readBench();
    saveWhole(bench, resolved('F-OLD'));
    move(bench);
    const db = new Database(archiveOf(bench.file));
    db.pragma('foreign_keys = OFF');
    db.exec('DROP TRIGGER evidence_no_update; DROP TRIGGER trail_no_update;');
    db.exec(sql);
    db.close();
    return (await bench.ask('engine.verify', {})).problems.join(' ');
  };
  it.each([
    ['a changed note', "UPDATE finding SET resolution_note = 'nothing'", /F-OLD is not as it was/],
    ['a finding that is gone', 'DELETE FROM finding', /F-OLD is not in the archive/],
    ['evidence that is gone', 'DELETE FROM evidence', /F-OLD is not as it was/],
    ['changed evidence', "UPDATE evidence SET body = x'00'", /does not match its hash/],
    ['a finding that nobody moved', "UPDATE finding SET id = 'F-FORGED'", /F-FORGED that was never moved/],
    ['a changed timeline', "UPDATE trail SET hash = 'x'", /timeline of F-OLD/],
  ])('finds %s', async (_, sql, told) => {
    expect(await tampered(sql)).toMatch(told);
  });

  it.each([
    ['details that were deleted by age since are not missed', 'DELETE FROM evidence', true],
    [
      'what somebody has put among them is seen',
      "INSERT INTO dispatch (id, finding_id, who, sent_at, sent_by) VALUES ('D-1', 'F-OLD', 'Nobody', 0, 'x')",
      false,
    ],
  ])('after a backup was put back: %s', async (_, sql, ok) => {
    using bench = readBench();
    saveWhole(bench, resolved('F-OLD'));
    move(bench);
    const archive = new Database(archiveOf(bench.file));
    archive.exec('DROP TRIGGER IF EXISTS evidence_no_update');
    archive.exec(sql);
    archive.close();
    bench.store.transaction(() => bench.store.state.set('archive.after_restore', '1'));
    move(bench); // opens it as the next night does
    expect((await bench.ask('engine.verify', {})).ok).toBe(ok);
  });

  it('says so where the archive cannot be read, and everything else is told as before', async () => {
    using bench = readBench();
    saveWhole(bench, resolved('F-OLD'));
    writeFileSync(
      archiveOf(bench.file),
      'no database at all, and long enough to be looked at as one'.repeat(20),
    );
    const { ok, problems } = await bench.ask('engine.verify', {});
    expect([ok, problems.join(' ')]).toEqual([false, expect.stringContaining('The archive cannot be read')]);
    await expect(bench.ask('findings.page', { filter: { archived: true } })).rejects.toThrow(
      /--without-archive/,
    );
    expect(idsOf((await bench.ask('findings.page', {})).rows)).toEqual(['F-OLD']);
    expect(await bench.ask('findings.get', { id: 'F-OLD' })).toMatchObject({ archived: false });
  });

  it('misses an archive that is gone', async () => {
    using bench = readBench();
    saveWhole(bench, resolved('F-OLD'));
    bench.store.session.transaction(() =>
      bench.store.session
        .prepare<[]>(
          "INSERT INTO archived_finding SELECT 'F-GONE', scope, scope_key, finding_type, subject, 0, site, 0, 0, 'x', NULL FROM finding",
        )
        .run(),
    );
    expect((await bench.ask('engine.verify', {})).problems).toEqual([
      'The archive is gone: 1 findings were moved to it.',
    ]);
  });
});
