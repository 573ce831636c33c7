import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { DAY } from '#core/model/time.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { createTemplate } from '#test/kit/command-line.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const NOW = Date.now();

/** Two findings of long ago, and one of last week between them by the instant at which they were detected. */
const template = createTemplate(async ({ folder, database, vigil }) => {
  writeFileSync(join(folder, 'fleet.json'), JSON.stringify(fleetDocument()));
  expect(await vigil('import', join(folder, 'fleet.json'))).toMatchObject({ code: 0 });
  const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  const resolved = (id: string, detected: number, ended: number) =>
    findingWith({
      ...{ id, detected_at: NOW - detected * DAY, status: 'RESOLVED', condition: 'CLEARED' },
      ...{ resolved_at: NOW - ended * DAY, resolved_by: 'local:ada', disposition: 'BENIGN' },
    });
  store.transaction(() =>
    store.findings.save([resolved('F-A', 200, 199), resolved('F-B', 150, 7), resolved('F-C', 120, 100)]),
  );
  store.close();
});
afterAll(template.dispose);

it('moves what was resolved long ago, and tells it as before, in its order', async () => {
  using line = await template.copy();
  const { folder, vigil } = line;
  const before = (await vigil('findings', '--json')).out;
  const engine = acquireLock(folder);
  expect(await vigil('archive', '--older-than', '90d')).toMatchObject({
    code: 1,
    err: expect.stringContaining('needs the engine stopped'),
  });
  engine?.release();

  const told = await vigil('archive', '--older-than', '90d', '--user', 'ada', '--json');
  expect(told.lines()).toMatchObject([{ findings: 2, archive: join(folder, 'archive.db') }]);
  expect((await vigil('findings', '--json')).out).toBe(before);
  const ids = (await vigil('findings', '--json', '--without-archive')).lines().map(({ id }) => id);
  expect(ids).toEqual(['F-B']);
  expect((await vigil('findings', '--count-by', 'site', '--json')).lines()).toEqual([
    { site: 'S-1', count: 3 },
  ]);
  expect((await vigil('verify', '--json')).lines()).toMatchObject([{ ok: true, archived: 2 }]);
  expect(existsSync(join(folder, 'backups/archive.db'))).toBe(true);
  expect((await vigil('archive', '--older-than', '90d', '--json')).lines()).toMatchObject([{ findings: 0 }]);
  expect(await vigil('archive', '--older-than', 'soon')).toMatchObject({ code: 2 });
});

it('is whole after an older backup was put back, knows what it got since, and goes on', async () => {
  using line = await template.copy();
  const { vigil, folder, database } = line;
  const early = join(folder, 'early.db');
  expect(await vigil('backup', early)).toMatchObject({ code: 0 });
  // A row of its timeline that the trail of the backup does not have.
  const amended = ['--disposition', 'TRUE_POSITIVE', '--reason', 'seen again', '--user', 'ada'];
  expect(await vigil('amend', 'F-A', ...amended)).toMatchObject({ code: 0 });
  expect(await vigil('archive', '--older-than', '90d')).toMatchObject({ code: 0 });
  const late = join(folder, 'late.db');
  expect(await vigil('backup', late)).toMatchObject({ code: 0 });
  const before = (await vigil('findings', '--json')).lines().map(({ id }) => id);

  expect(await vigil('restore', early)).toMatchObject({ code: 0 });
  expect((await vigil('archive', '--older-than', '90d', '--json')).lines()[0]?.findings).toBeGreaterThan(0);
  expect(await vigil('verify')).toMatchObject({ code: 0 });
  expect((await vigil('findings', '--json')).lines().map(({ id }) => id)).toEqual(before);
  const archive = new Database(join(folder, 'archive.db'));
  const guards = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'trail'";
  expect(archive.prepare(guards).pluck().get()).toBe(3);
  archive.close();

  // Something of the archive that the restored database has never heard of.
  const db = new Database(database);
  const gone = db.prepare('SELECT id FROM archived_finding LIMIT 1').pluck().get();
  db.close();
  expect(await vigil('restore', late)).toMatchObject({ code: 0 });
  const restored = new Database(database);
  restored.prepare('DELETE FROM archived_finding WHERE id = ?').run(gone);
  restored.close();
  expect(await vigil('archive', '--older-than', '90d')).toMatchObject({ code: 0 });
  expect(await vigil('verify')).toMatchObject({ code: 0 });
  expect((await vigil('findings', '--json')).lines().map(({ id }) => id)).toEqual(before);
});

it('takes an amendment of the archive back with the backup that does not know it', async () => {
  using line = await template.copy();
  const { vigil, folder } = line;
  expect(await vigil('archive', '--older-than', '90d')).toMatchObject({ code: 0 });
  const early = join(folder, 'early.db');
  expect(await vigil('backup', early)).toMatchObject({ code: 0 });
  const dispositionOf = async (id: string) =>
    (await vigil('findings', '--json')).lines().find((finding) => finding.id === id)?.disposition;
  const amend = (disposition: string) =>
    vigil('amend', 'F-A', '--disposition', disposition, '--reason', 'seen again', '--user', 'ada');
  for (const became of ['TRUE_POSITIVE', 'FALSE_POSITIVE']) {
    expect(await amend(became)).toMatchObject({ code: 0 });
    expect(await dispositionOf('F-A')).toBe(became);
    expect(await vigil('verify')).toMatchObject({ code: 0 });
  }
  expect(await vigil('restore', early)).toMatchObject({ code: 0 });
  expect(await vigil('archive', '--older-than', '90d')).toMatchObject({ code: 0 });
  expect(await dispositionOf('F-A')).toBe('BENIGN');
  expect(await vigil('verify')).toMatchObject({ code: 0 });
});
