import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#core/kit/random.ts';
import { HOUR } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import {
  backupName,
  backupsOf,
  listBackups,
  prepareBackups,
  writeManifest,
} from '#main/adapters/sqlite/backup-folder.ts';
import { copyDatabase } from '#main/adapters/sqlite/copy-database.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { openEngine } from '#main/open-engine.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { runProgram } from '#test/kit/program.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

const RUNBOOKS = join(MIGRATIONS, '../runbooks');
const TAKEN = Date.parse(START) + HOUR;
const log = { info() {}, warn() {}, error() {} };

/** A database with a fleet and an hour of its life, closed, and the same as an engine that was killed left it. */
let sound: { readonly path: string } & Disposable;
beforeAll(async () => {
  sound = tempFolder();
  await using bench = await engineBench(START);
  await bench.configure(one());
  await bench.engine.handlers['identity.set']({ name: 'Ada' }, ADA);
  bench.engine.start();
  live(bench, 60);
  for (const ending of ['', '-wal'])
    copyFileSync(bench.file + ending, join(sound.path, `killed.db${ending}`));
  bench.store.settle();
  copyFileSync(bench.file, join(sound.path, 'vigil.db'));
});
afterAll(() => sound[Symbol.dispose]());

/** A data folder with this database, and its backup of the end of that hour. */
async function dataFolder(withBackup = true) {
  const folder = tempFolder();
  const file = join(folder.path, 'vigil.db');
  copyFileSync(join(sound.path, 'vigil.db'), file);
  if (withBackup) {
    const backups = backupsOf(file);
    prepareBackups(backups);
    writeManifest(
      backups,
      await copyDatabase(file, join(backups, backupName(TAKEN)), { at: TAKEN, vigil: 'test' }),
    );
  }
  return { folder, file };
}
/** Brings the engine up as the program does, without its threads, two hours after the backup was taken. */
async function start(file: string) {
  const clock = createFakeClock(TAKEN + 2 * HOUR);
  const open = await openEngine({
    database: file,
    migrations: MIGRATIONS,
    runbooks: RUNBOOKS,
    version: 'test',
    clock,
    timers: clock,
    log,
    emit: () => {},
    configurationFiles,
    backups: {
      make: () => Promise.reject(new Error('not asked for')),
      drill: () => Promise.reject(new Error('not asked for')),
      keepArchive: () => Promise.reject(new Error('not asked for')),
      list: () => [],
      remove: () => {},
      size: () => 0,
    },
  });
  return open;
}
const overwrite = (file: string, offset: number, bytes: Buffer) => {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, offset);
  closeSync(handle);
};

describe('a damaged database', () => {
  it('is put aside, the newest verified backup takes its place, and what is lost is told as a finding and in the trail', async () => {
    const { folder, file } = await dataFolder();
    using _ = folder;
    overwrite(file, 0, Buffer.alloc(100));
    const damaged = readFileSync(file);
    const { engine, store, close } = await start(file);
    engine.tick();
    expect(readFileSync(join(folder.path, 'quarantine/0001/vigil.db'))).toEqual(damaged);
    expect(store.state.get('local_actor')).toBe('Ada');
    const lost = store.findings.unresolved().filter(({ subject }) => subject.startsWith('restored:'));
    expect(lost).toMatchObject([
      {
        finding_type: 'AUDIT_GAP',
        severity: 'HIGH',
        message: 'A backup was restored: records of 2 h are lost',
      },
    ]);
    const [row] = store.trail.of('engine', 'database');
    expect(row).toMatchObject({
      action: 'engine.restored',
      reason: 'RESTORED',
      after: {
        backup: backupName(TAKEN),
        lost_from: TAKEN,
        lost_to: TAKEN + 2 * HOUR,
        moved_to: join(folder.path, 'quarantine/0001'),
      },
    });
    expect(store.trail.verify()).toMatchObject({ ok: true });
    engine.tick();
    expect(store.findings.unresolved().filter(({ subject }) => subject.startsWith('restored:'))).toHaveLength(
      1,
    );
    close(true);
  });

  it('that is gone altogether is taken from the newest verified backup too, and begins anew only where there never was one', async () => {
    const { folder, file } = await dataFolder();
    using _ = folder;
    rmSync(file);
    const { engine, close } = await start(file);
    expect(engine.fleet().sites).toHaveLength(1);
    close(true);
    const other = join(folder.path, 'other.db');
    const { engine: fresh, close: closeOther } = await start(other);
    expect(fresh.fleet().sites).toEqual([]);
    closeOther(true);
  });

  it('is never replaced by an empty one: without a backup the engine says what to do, at every start', async () => {
    const { folder, file } = await dataFolder(false);
    using _ = folder;
    truncateSync(file, 10_000);
    for (const _start of [1, 2]) {
      const failure = await start(file).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        kind: 'corrupt',
        message: expect.stringContaining('vigil restore FILE'),
      });
    }
    expect(existsSync(file)).toBe(false);
    expect(statSync(join(folder.path, 'quarantine/0001/vigil.db')).size).toBe(10_000);
    expect(readdirSync(join(folder.path, 'quarantine'))).toEqual(['0001']);
  });

  it('takes an older backup where the newest was changed since it was verified', async () => {
    const { folder, file } = await dataFolder();
    using _ = folder;
    const backups = backupsOf(file);
    const newer = await copyDatabase(file, join(backups, backupName(TAKEN + HOUR)), {
      at: TAKEN + HOUR,
      vigil: 'test',
    });
    writeManifest(backups, newer);
    overwrite(join(backups, newer.file), 50_000, Buffer.from('changed'));
    expect(listBackups(backups)[0]).toMatchObject({ file: newer.file });
    truncateSync(file, 4_096 * 5);
    const { store, close } = await start(file);
    expect(store.trail.of('engine', 'database')).toMatchObject([{ after: { backup: backupName(TAKEN) } }]);
    close(true);
  });

  it.each([...Array.from({ length: 50 }, (_, n) => n)])(
    'cut off at place %i of 50 is restored, and kept as it was',
    async (n) => {
      const { folder, file } = await dataFolder();
      using _ = folder;
      const size = statSync(file).size;
      truncateSync(file, Math.floor(((n + 0.5) / 50) * size));
      const { store, close } = await start(file);
      expect(store.state.get('local_actor')).toBe('Ada');
      expect(store.trail.of('engine', 'database')).toHaveLength(1);
      expect(statSync(join(folder.path, 'quarantine/0001/vigil.db')).size).toBeLessThan(size);
      close(true);
    },
  );

  it('with bytes flipped anywhere starts soundly: either nothing that is used was hit, or the backup is in place and the damage kept', async () => {
    const random = createRandom('flips');
    const { folder, file } = await dataFolder();
    using _ = folder;
    let restored = 0;
    for (let round = 0; round < 60; round += 1) {
      const bytes = readFileSync(join(sound.path, 'vigil.db'));
      for (let flip = 0; flip < 20; flip += 1) {
        const place = Math.floor(random.next() * bytes.length);
        bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random.next() * 8));
      }
      rmSync(join(folder.path, 'quarantine'), { recursive: true, force: true });
      for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
      writeFileSync(file, bytes);
      const open = await start(file).catch((error: unknown) => {
        // Bytes inside the record of what ran before look like another Vigil's: it is refused with a reason, and stays where it is.
        if (error instanceof Error && error.name === 'SchemaMismatch') return null;
        throw error;
      });
      if (open === null) continue;
      const wasRestored = open.store.trail.of('engine', 'database').length === 1;
      if (wasRestored) {
        restored += 1;
        expect(readFileSync(join(folder.path, 'quarantine/0001/vigil.db'))).toEqual(bytes);
      }
      open.store.close();
    }
    expect(restored).toBeGreaterThan(20);
  });

  it('loses no more than its -wal held when that is deleted, and takes nothing from the -wal of another database', async () => {
    const { folder, file } = await dataFolder();
    using _ = folder;
    copyFileSync(join(sound.path, 'killed.db'), file);
    const withoutWal = await start(file);
    withoutWal.close(true);
    const other = openStore(join(folder.path, 'other.db'), { migrations: MIGRATIONS, profile: 'durable' });
    other.transaction(() => other.state.set('local_actor', 'Somebody else'));
    for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
    copyFileSync(join(sound.path, 'vigil.db'), file);
    copyFileSync(join(folder.path, 'other.db-wal'), `${file}-wal`);
    other.close();
    const { store, close } = await start(file);
    expect(store.state.get('local_actor')).toBe('Ada');
    expect(store.session.pluck<[], string>('PRAGMA integrity_check(1)').get()).toBe('ok');
    close(true);
  });
});

it('is told to whoever looks at the screens, through the whole program, and goes on from the backup by itself', async () => {
  const { folder, file } = await dataFolder();
  using _ = folder;
  overwrite(file, 4_096, Buffer.alloc(4_096 * 3, 0x5a));
  const { shell, state, ask, restarts } = await runProgram(folder.path);
  await expect.poll(state).toBe('RUNNING');
  expect(await ask('identity.get', {})).toMatchObject({ ok: true, value: { name: 'Ada' } });
  const page = await ask('findings.page', { filter: { text: 'Records lost' } });
  expect(JSON.stringify(page)).toContain('A backup was restored');
  expect(restarts).toEqual([]);
  await shell.close(true);
});
