import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { backupName, writeManifest } from '#main/adapters/sqlite/backup-folder.ts';
import { copyDatabase, sha256Of } from '#main/adapters/sqlite/copy-database.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createBackups } from '#main/workers/backup-client.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type TempStore, tempStore } from '#test/kit/temp-store.ts';

const AT = Date.parse('2026-01-05T00:00:00Z');
const log = { info() {}, warn() {}, error() {} };
const backupsOf = ({ file: database }: TempStore) =>
  createBackups({
    ...{
      file: PROGRAM_FILES.threads.backup,
      database,
      version: 'test',
      clock: systemClock,
      timers: systemTimers,
      log,
    },
  });

/** A database with a finding, and its backup. */
async function backedUp(temp: TempStore) {
  temp.store.transaction(() => temp.store.findings.save([findingWith({ id: 'F-1' })]));
  const folder = join(temp.file, '../backups');
  mkdirSync(folder);
  const file = join(folder, backupName(AT));
  const manifest = await copyDatabase(temp.file, file, { at: AT, vigil: 'test' });
  writeManifest(folder, manifest);
  return { folder, file, manifest };
}

it('really restores the newest backup, compares it, leaves nothing of that behind and the database as it is', async () => {
  using temp = tempStore();
  const { folder, manifest } = await backedUp(temp);
  const before = readdirSync(folder);
  const bytes = readFileSync(temp.file);
  expect(await backupsOf(temp).drill()).toEqual(manifest);
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(temp.file)).toEqual(bytes);
  expect(existsSync(join(temp.file, '../quarantine'))).toBe(false);
});

it('says what is wrong with a backup that cannot be restored, or holds something else than it said', async () => {
  using temp = tempStore();
  await expect(backupsOf(temp).drill()).rejects.toThrow('there is none');
  const { folder, file, manifest } = await backedUp(temp);
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, -4_096));
  await expect(backupsOf(temp).drill()).rejects.toThrow('not what its manifest says');
  writeFileSync(file, whole);
  const db = new Database(file);
  db.exec("UPDATE finding SET id = 'F-2'; DELETE FROM finding");
  db.close();
  // Somebody who changes a backup can change its hash too.
  writeManifest(folder, { ...manifest, sha256: await sha256Of(file) });
  await expect(backupsOf(temp).drill()).rejects.toThrow('counts 0 for findings');
});
