import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { backupsOf, listBackups } from '#main/adapters/sqlite/backup-folder.ts';
import { backupsHere } from '#main/adapters/sqlite/make-backup.ts';
import { SchemaMismatch } from '#main/adapters/sqlite/migrate.ts';
import { putBack } from '#main/adapters/sqlite/restore-file.ts';
import { isSuspect } from '#main/adapters/sqlite/suspect.ts';
import { backUpOlder } from '#main/back-up-older.ts';
import { openEngine } from '#main/open-engine.ts';
import { BackupFailed } from '#main/ports/backups.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

/* A newer version brings the database to its own schema: the backup from before it is the way back. */

const RUNBOOKS = join(import.meta.dirname, '../../resources/runbooks');
const AT = '2026-03-02T12:00:00Z';

/** The migrations of a version after this one. */
function nextMigrations(folder: string): string {
  const path = join(folder, 'next');
  cpSync(MIGRATIONS, path, { recursive: true });
  const file = join(path, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: 'next' });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(join(path, 'next.sql'), 'CREATE TABLE `next` (`a` integer) STRICT;');
  return path;
}

function world() {
  const folder = tempFolder();
  const database = join(folder.path, 'vigil.db');
  const next = nextMigrations(folder.path);
  const clock = createFakeClock(AT);
  const logged: string[] = [];
  const tell = (message: string) => void logged.push(message);
  const start = (migrations: string, older = backupsHere(database, 'test')) =>
    openEngine({
      ...{ database, migrations, runbooks: RUNBOOKS, version: 'test', clock, timers: clock, older },
      ...{ log: { info: tell, warn: tell, error: tell }, emit: () => {}, configurationFiles },
    });
  return {
    ...{ database, next, clock, logged, start },
    backups: () => listBackups(backupsOf(database)),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

it('is backed up as it was, verified and written down, before it is brought to a newer schema; once', async () => {
  using made = world();
  const first = await made.start(MIGRATIONS);
  await first.engine.handlers['updates.set']({ address: '/srv/updates' }, ADA);
  first.close(true);
  expect(made.backups()).toEqual([]); // it was made by this version

  const updated = await made.start(made.next);
  expect(updated.store.session.pluck('SELECT count(*) FROM next').get()).toBe(0);
  const [backup] = made.backups();
  expect(updated.store.trail.of('engine', 'backup')).toMatchObject([
    { action: 'engine.backed_up', reason: null, after: { ok: true, of_schema: backup?.schema, kept: 1 } },
  ]);
  expect(JSON.parse(updated.store.state.get('backup.last') ?? '')).toEqual(backup);
  updated.close(true);

  made.clock.advance(60_000);
  (await made.start(made.next)).close(true);
  expect(made.backups()).toEqual([backup]);
  await expect(made.start(MIGRATIONS)).rejects.toThrow(SchemaMismatch);

  await putBack(join(backupsOf(made.database), backup?.file ?? ''), made.database);
  const back = await made.start(MIGRATIONS);
  expect(back.store.state.get('updates.address')).toBe('/srv/updates');
  back.close(true);
});

it('is brought to it all the same where no backup could be made, and says so where people look', async () => {
  using made = world();
  (await made.start(MIGRATIONS)).close(true);
  mkdirSync(backupsOf(made.database), { recursive: true });
  const full = {
    ...backupsHere(made.database, 'test'),
    make: () => Promise.reject(new Error('It is full.')),
  };
  const updated = await made.start(made.next, full);
  expect(updated.store.state.get('backup.problem')).toBe('It is full.');
  expect(updated.store.trail.of('engine', 'backup')).toMatchObject([
    { reason: 'No backup was made: It is full.', after: { ok: false, of_schema: null } },
  ]);
  expect(made.logged.join()).toContain('no backup was made before');
  updated.close(true);
});

it('is looked at closer by whoever opens it where that backup found it damaged', async () => {
  using made = world();
  (await made.start(MIGRATIONS)).close(true);
  const full = () => Promise.reject(new BackupFailed('The disk is full.'));
  const damaged = () => Promise.reject(new BackupFailed('A page is damaged.', true));
  const secure = (make: () => Promise<never>) =>
    backUpOlder({
      ...{ database: made.database, migrations: made.next, clock: made.clock, backups: { make } },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
  expect(await secure(full)).toEqual({ made: null, why: 'The disk is full.' });
  expect(isSuspect(made.database)).toBe(false);
  expect(await secure(damaged)).toEqual({ made: null, why: 'A page is damaged.' });
  expect(isSuspect(made.database)).toBe(true);
});
