import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyState, STATE_BYTES } from '#core/anomaly/state.ts';
import type { Finding } from '#core/model/finding.ts';
import { HOUR } from '#core/model/time.ts';
import { type FindingRecord, toRecord } from '#main/adapters/sqlite/finding-row.ts';
import { migrateStrictly, SchemaMismatch } from '#main/adapters/sqlite/migrate.ts';
import { createPeopleReads } from '#main/adapters/sqlite/people.ts';
import { differingSums } from '#main/adapters/sqlite/read-model/indicators.ts';
import { openReader, openStore } from '#main/adapters/sqlite/store.ts';
import { findingWith } from '#test/kit/finding.ts';
import { event, insert, T0 } from '#test/kit/stored-events.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

type Entry = { idx: number; version: string; when: number; tag: string; breakpoints: boolean };
type Journal = { version: string; dialect: string; entries: Entry[] };

let folder: ReturnType<typeof tempFolder>;
let file: string;
beforeEach(() => {
  folder = tempFolder();
  file = join(folder.path, 'vigil.db');
});
afterEach(() => folder[Symbol.dispose]());

/** A copy of the shipped migrations, changed by `edit`. */
function variant(name: string, edit: (journal: Journal, path: string) => unknown): string {
  const path = join(folder.path, name);
  cpSync(MIGRATIONS, path, { recursive: true });
  const journalFile = join(path, 'meta', '_journal.json');
  const journal: Journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  edit(journal, path);
  journal.entries.sort((a, b) => a.idx - b.idx);
  writeFileSync(journalFile, JSON.stringify(journal));
  return path;
}
const withExtra = (name: string, when: (newest: number) => number, place: 'first' | 'last'): string =>
  variant(name, (journal, path) => {
    writeFileSync(join(path, `${name}.sql`), `CREATE TABLE \`${name}\` (\`a\` integer) STRICT;`);
    const newest = journal.entries.at(-1)?.when ?? 0;
    const idx = place === 'last' ? journal.entries.length : -1;
    journal.entries.push({ idx, version: '6', when: when(newest), tag: name, breakpoints: true });
  });
const open = (migrations: string) => openStore(file, { migrations, profile: 'durable' });
const mismatch = (work: () => unknown): SchemaMismatch => {
  try {
    work();
  } catch (error) {
    if (error instanceof SchemaMismatch) return error;
    throw error;
  }
  throw new Error('expected a mismatch');
};
const bytes = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** A finding as it was before there were chains and indicators. */
const asBefore = ({ escalation: _, ...record }: FindingRecord) => beforeIndicators(record);
function beforeIndicators<Record extends Partial<FindingRecord>>(record: Record) {
  const { first_acknowledged_at, first_acknowledged_by, sla_minutes, delivered_late, ...row } = record;
  return row;
}

describe('migrations', () => {
  it('run once, in order, and again without effect', () => {
    open(MIGRATIONS).close();
    const before = bytes();
    open(MIGRATIONS).close();
    expect(bytes()).toBe(before);
    const next = withExtra('next', (newest) => newest + 1, 'last');
    const store = open(next);
    expect(store.session.pluck<[], number>('SELECT count(*) FROM next').get()).toBe(0);
    store.close();
  });

  it('keep the events that were not merged yet in the version before, and still take each of them once', () => {
    const before = variant('before', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('merging'))),
    );
    const db = new Database(file);
    migrateStrictly(db, before);
    db.exec(`INSERT INTO event_hot (ts, site_id, stream, key) VALUES (${T0}, 1, 1, 1), (${T0 + 1}, 2, 1, 2)`);
    db.close();
    const store = open(MIGRATIONS);
    expect(
      insert(store, event(T0, { key: 1 }), event(T0 + 1, { key: 2, site_id: 2 }), event(T0 + 2)),
    ).toEqual([false, false, true]);
    expect(store.events.merge(T0 + HOUR)).toBe(3);
    store.close();
  });

  it('keep the models of the version before, none of which waits for its turn', () => {
    const before = variant('before', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('model_aside'))),
    );
    const db = new Database(file);
    migrateStrictly(db, before);
    db.exec('INSERT INTO model_checkpoint (site_id, quarter) VALUES (1, 40), (1, 136)');
    db.exec(`INSERT INTO model VALUES (1, 136, 2, 'GAUGE', zeroblob(${STATE_BYTES}))`);
    db.close();
    const store = open(MIGRATIONS);
    expect(store.baselines.newest([1, 2])).toEqual([
      {
        ...{ site_id: 1, quarter: 136, kept_to: 136 },
        models: [{ stream: 2, kind: 'GAUGE', state: emptyState() }],
      },
    ]);
    store.close();
  });

  it('keep what was learned of each hour in the version before', () => {
    const before = variant('before', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('profile_by_hour'))),
    );
    const db = new Database(file);
    migrateStrictly(db, before);
    db.exec(`INSERT INTO profile (site_id, stream, hour_of_week, n, mean, m2, min, max, recent)
      VALUES (1, 2, 167, 4, 2.5, 5, 1, 4, x'00000040'), (1, 3, 0, 1, 7, 0, 7, 7, x''), (2, 2, 0, 1, 8, 0, 8, 8, x'')`);
    db.close();
    const store = open(MIGRATIONS);
    const learned = { n: 1, m2: 0, recent: [] };
    expect(store.profiles.cells([2, 1], null)).toEqual([
      { site_id: 1, stream: 2, hour_of_week: 167, n: 4, mean: 2.5, m2: 5, min: 1, max: 4, recent: [2] },
      { site_id: 1, stream: 3, hour_of_week: 0, mean: 7, min: 7, max: 7, ...learned },
      { site_id: 2, stream: 2, hour_of_week: 0, mean: 8, min: 8, max: 8, ...learned },
    ]);
    store.close();
  });

  it('keep the findings of the version before, of which nobody knows when they were raised again or who was asked', () => {
    const until = variant('until', ({ entries }) => entries.splice(2));
    const known = findingWith({
      id: 'F-OLD',
      runbook: { finding_type: 'SILENT_SITE', version: 3 },
      flaps: [5],
    });
    const { reopened_at, assigned_to, assigned_at, ...row } = asBefore(toRecord(known));
    const db = new Database(file);
    migrateStrictly(db, until);
    const names = Object.keys(row);
    db.prepare(`INSERT INTO finding (${names}) VALUES (${names.map((name) => `@${name}`)})`).run(row);
    db.close();
    const store = open(MIGRATIONS);
    expect(store.findings.get('F-OLD')).toEqual({
      ...known,
      reopened_at: null,
      assigned_to: null,
      assigned_at: null,
      escalation: null,
    });
    store.close();
  });

  it('find out of findings of the version before who acknowledged them first, and in what time somebody should have', () => {
    const until = variant('until', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('indicators'))),
    );
    const known = findingWith({ id: 'F-OLD', runbook: { finding_type: 'SILENT_SITE', version: 3 } });
    const row = beforeIndicators(toRecord(known));
    const db = new Database(file);
    migrateStrictly(db, until);
    const names = Object.keys(row);
    db.prepare(`INSERT INTO finding (${names}) VALUES (${names.map((name) => `@${name}`)})`).run(row);
    db.exec(`INSERT INTO runbook VALUES ('SILENT_SITE', 3, '{"escalation_sla_minutes":20}', 0, 'a', 0)`);
    const trail = db.prepare(
      `INSERT INTO trail VALUES (?, ?, ?, 0, 'finding.acknowledged', 'finding', 'F-OLD', NULL, '', '', '')`,
    );
    trail.run(1, 60, 'local:ada');
    trail.run(2, 90, 'local:bob');
    db.close();
    const store = open(MIGRATIONS);
    expect(store.findings.get('F-OLD')).toMatchObject({
      first_acknowledged_at: 60,
      first_acknowledged_by: 'local:ada',
      sla_minutes: 20,
      delivered_late: false,
    });
    store.close();
  });

  it('add up the findings of the version before, and keep those sums from then on', () => {
    const before = variant('before', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('sums_of_findings'))),
    );
    const db = new Database(file);
    migrateStrictly(db, before);
    const resolved = { status: 'RESOLVED', resolved_at: T0 + 9, disposition: 'BENIGN' } as const;
    const rows = [
      toRecord(findingWith({ id: 'F-1', detected_at: T0, condition_started_at: T0 - 5, ...resolved })),
      toRecord(findingWith({ id: 'F-2', detected_at: T0 + 1, site: null, scope_key: 'S-9' })),
    ];
    const names = Object.keys(rows[0] ?? {});
    const insert = `INSERT INTO finding (${names}) VALUES (${names.map((name) => `@${name}`)})`;
    for (const row of rows) db.prepare(insert).run(row);
    db.close();
    const store = open(MIGRATIONS);
    const ofHours = store.session.prepare<[], Record<string, unknown>>('SELECT * FROM finding_hour');
    expect(ofHours.all()).toMatchObject([
      { findings: 2, detected: 2, detected_ms: 5, resolved: 1, resolved_ms: 9, benign: 1 },
    ]);
    expect(differingSums(store.session)).toEqual([]);
    store.transaction(() =>
      store.findings.save([findingWith({ id: 'F-2', detected_at: T0 + 1, ...resolved })]),
    );
    expect(ofHours.all()).toMatchObject([{ findings: 2, resolved: 2, benign: 2 }]);
    expect(differingSums(store.session)).toEqual([]);
    store.close();
  });

  it('keep the refused lines of the version before, of which nobody knows who delivered them', () => {
    const until = variant('until', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('quarantine_senders'))),
    );
    const db = new Database(file);
    migrateStrictly(db, until);
    const line = { at: 1, reason: 'INVALID', detail: 'd', site: 'S-1', place: 'day, line 1', raw: 'x' };
    db.prepare(
      `INSERT INTO quarantine (raw_sha256, at, reason, detail, site, place, raw)
       VALUES ('h', @at, @reason, @detail, @site, @place, @raw)`,
    ).run(line);
    db.close();
    const store = open(MIGRATIONS);
    const all = store.quarantine.chosen('all', {}, { after: 0, upTo: 9, limit: 9 });
    expect(all).toEqual([{ id: 1, ...line, source: null, tenant: null }]);
    store.close();
  });

  it('give a version before accounts none: a reader beside it takes it for one where nobody signs in', () => {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    migrateStrictly(
      db,
      variant('before', ({ entries }) =>
        entries.splice(entries.findIndex(({ tag }) => tag.endsWith('accounts'))),
      ),
    );
    db.close();
    const reader = openReader(file, MIGRATIONS);
    const { accounts, signIns } = createPeopleReads(reader.session);
    expect([accounts(), signIns()]).toEqual([[], []]);
    reader.close();
    const store = open(MIGRATIONS);
    expect([store.people.accounts(), store.people.signIns()]).toEqual([[], []]);
    store.close();
  });

  it('say of findings that were passed on before to whom, so that nobody is told a second time', () => {
    const before = variant('before', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('escalation'))),
    );
    const old = new Database(file);
    migrateStrictly(old, before);
    const insert = (table: string, row: object) => {
      const names = Object.keys(row);
      old.prepare(`INSERT INTO ${table} (${names}) VALUES (${names.map((name) => `@${name}`)})`).run(row);
    };
    const runbook = { finding_type: 'X', version: 2 };
    const at = T0 + HOUR;
    const of = (id: string, over: Partial<Finding>) =>
      toRecord(findingWith({ id, subject: id, runbook, escalated_at: at, ...over }));
    const findings = [of('F-1', {}), of('F-2', { escalated_at: null }), of('F-3', { runbook: null })];
    for (const finding of findings) insert('finding', asBefore(finding));
    const guide = {
      document: JSON.stringify({ escalate_to_role: 'supervisor' }),
      at: T0,
      actor: 'x',
      verified: 1,
    };
    insert('runbook', { ...runbook, ...guide });
    old.close();
    const store = open(MIGRATIONS);
    const told = { role: 'supervisor', at };
    const escalation = {
      ...{ round: 1, since: store.findings.get('F-1')?.detected_at, told },
      passed: [{ ...told, times: 1, waits_until: null }],
    };
    expect(['F-1', 'F-2', 'F-3'].map((id) => store.findings.get(id)?.escalation)).toEqual([
      escalation,
      null,
      null,
    ]);
    store.close();
  });

  it('keep the messages about findings of the version before, and let one be about a report instead', () => {
    const before = variant('before', ({ entries }) =>
      entries.splice(entries.findIndex(({ tag }) => tag.endsWith('mailed_reports'))),
    );
    const db = new Database(file);
    db.pragma('foreign_keys = ON');
    migrateStrictly(db, before);
    const insert = (table: string, row: Readonly<Record<string, unknown>>) =>
      db
        .prepare(
          `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((name) => `@${name}`)})`,
        )
        .run(row);
    insert('finding', toRecord(findingWith({ id: 'F-1' })));
    const mail = { kind: 'MAIL', to: ['a@b.example'], text: 'late' };
    const [sent, digest] = ['D-1', 'D-2'].map((id) => ({
      ...{ id, action: 'tell', finding_id: 'F-1', site: 'S-1', kind: 'TRIGGER', state: 'SENT' },
      ...{ content: JSON.stringify(mail), hash: 'h', authors: '["Ada"]', requested_at: T0, reason: 'x' },
      ...{ expires_at: T0 + 1, approval: null, automatic: 1, attempts: 2, next_at: null, wakes_at: T0 + 5 },
      ...{ last: '{"at":5,"outcome":"answered 250"}', maybe: 1, told: null, contact: null },
      ...{ moved_at: T0 + 2, moved_by: 'system', note: 'n', recipient: `r-${id}` },
    }));
    insert('delivery', { ...sent });
    insert('delivery', { ...digest, kind: 'DIGEST' });
    db.exec(`INSERT INTO digested VALUES ('D-2', 'F-1', ${T0})`);
    db.close();
    const store = open(MIGRATIONS);
    expect(store.deliveries.ofFinding('F-1')).toMatchObject([
      {
        ...{ id: 'D-1', finding_id: 'F-1', report_id: null, site: 'S-1', state: 'SENT', content: mail },
        ...{
          authors: ['Ada'],
          attempts: 2,
          last: { at: 5, outcome: 'answered 250' },
          maybe: true,
          note: 'n',
        },
        ...{ recipient: 'r-D-1', moved_at: T0 + 2, moved_by: 'system', requested_at: T0, reason: 'x' },
      },
      { id: 'D-2', kind: 'DIGEST', recipient: 'r-D-2' },
    ]);
    expect(store.deliveries.nextAt()).toBe(T0 + 5);
    expect(store.deliveries.toRecipient('r-D-1', T0 - 1)).toBe(1);
    const known = store.deliveries.get('D-1');
    if (known === null) throw new Error('it is there');
    const save = (change: object) => () =>
      store.transaction(() => store.deliveries.save({ ...known, ...change, id: 'D-3' }));
    expect(save({ finding_id: null })).toThrow('delivery_about');
    expect(save({ report_id: 'R-1' })).toThrow('delivery_about');
    expect(save({ finding_id: null, report_id: 'R-1' })).toThrow('FOREIGN KEY');
    expect(save({ finding_id: 'F-2' })).toThrow('FOREIGN KEY');
    expect(store.session.pluck('PRAGMA foreign_key_check').all()).toEqual([]);
    store.close();
  });

  it('are refused when one was edited after it ran', () => {
    open(MIGRATIONS).close();
    const before = bytes();
    const edited = variant('edited', (journal, path) => {
      const sql = join(path, `${journal.entries[0]?.tag}.sql`);
      writeFileSync(sql, `${readFileSync(sql, 'utf8')} `);
    });
    expect(mismatch(() => open(edited)).reason).toBe('edited');
    expect(mismatch(() => openReader(file, edited)).reason).toBe('edited');
    expect(bytes()).toBe(before);
  });

  it.each([
    ['before', 'first'],
    ['after', 'last'],
  ] as const)('are refused when an older one was slipped in %s those that ran', (name, place) => {
    open(MIGRATIONS).close();
    const late = withExtra(name, (newest) => newest - 1, place);
    expect(mismatch(() => open(late)).reason).toBe('late');
  });

  it('of a newer program are refused for writing, and read as far as they are known', () => {
    open(withExtra('next', (newest) => newest + 1, 'last')).close();
    expect(mismatch(() => open(MIGRATIONS)).reason).toBe('newer');
    const reader = openReader(file, MIGRATIONS);
    expect(reader.schema).toBe('newer');
    reader.close();
  });

  it('that are still to run are seen by a reader', () => {
    open(MIGRATIONS).close();
    const reader = openReader(
      file,
      withExtra('next', (newest) => newest + 1, 'last'),
    );
    expect(reader.schema).toBe('older');
    reader.close();
  });

  it('leave the file as it was when one of them fails', () => {
    open(MIGRATIONS).close();
    const broken = withExtra('broken', (newest) => newest + 1, 'last');
    writeFileSync(
      join(broken, 'broken.sql'),
      'CREATE TABLE `half` (`a` integer) STRICT;--> statement-breakpoint\nCREATE TABLE `half` (`a` integer) STRICT;',
    );
    expect(() => open(broken)).toThrow();
    const store = open(MIGRATIONS);
    expect(
      store.session.pluck<[], number>("SELECT count(*) FROM sqlite_master WHERE name = 'half'").get(),
    ).toBe(0);
    store.close();
  });
});
