import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireNode } from '#main/adapters/sqlite/connection.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { openReader, openStore } from '#main/adapters/sqlite/store.ts';
import { asTrouble } from '#main/adapters/sqlite/trouble.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

let folder: ReturnType<typeof tempFolder>;
let file: string;
beforeEach(() => {
  folder = tempFolder();
  file = join(folder.path, 'vigil.db');
});
afterEach(() => folder[Symbol.dispose]());

const durable = { migrations: MIGRATIONS, profile: 'durable' } as const;
const trouble = (work: () => unknown): StoreTrouble => {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreTrouble) return error;
    throw error;
  }
  throw new Error('expected trouble, found none');
};
/** A store with something in it, closed again, so that all of it is in the file. */
function fill(): void {
  const store = openStore(file, durable);
  store.transaction(() => {
    for (let n = 0; n < 2_000; n += 1) store.state.set(`name ${n}`, 'x'.repeat(200));
  });
  store.close();
}
/** Damages the last pages of the closed file. */
function overwritePages(): void {
  const handle = openSync(file, 'r+');
  const pages = Math.floor(statSync(file).size / 4_096);
  for (let page = pages - 20; page < pages; page += 1)
    writeSync(handle, Buffer.alloc(600, 0x5a), 0, 600, page * 4_096);
  closeSync(handle);
}

describe('a connection', () => {
  it('has read back every setting that durability rests on', () => {
    const store = openStore(file, durable);
    expect(store.settings).toMatchObject({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      busy_timeout: 5_000,
      trusted_schema: 0,
      cell_size_check: 1,
      secure_delete: 2,
      journal_size_limit: 67_108_864,
      cache_size: -16_384,
      temp_store: 2,
    });
    store.close();
  });

  it.skipIf(process.platform === 'win32')('makes a file that nobody else can read', () => {
    const store = openStore(file, durable);
    expect([file, `${file}-wal`].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    store.close();
  });

  it('gives up durability only where it is a scratch database', () => {
    const store = openStore(':memory:', { migrations: MIGRATIONS, profile: 'scratch' });
    expect(store.settings).toMatchObject({ journal_mode: 'memory', synchronous: 0 });
    store.close();
    expect(() => openStore(':memory:', durable)).toThrow('journal_mode is memory');
    expect(existsSync(':memory:')).toBe(false);
  });

  it('that only reads sees what the writer committed and cannot write', () => {
    const store = openStore(file, durable);
    const reader = openReader(file, MIGRATIONS);
    expect(reader.schema).toBe('current');
    expect(reader.settings).toMatchObject({ synchronous: 2, query_only: 1, trusted_schema: 0 });
    store.transaction(() => store.state.set('a', '1'));
    const { session } = reader;
    expect(session.pluck<[], string>("SELECT value FROM engine_state WHERE name = 'a'").get()).toBe('1');
    const write = session.prepare<[]>("UPDATE engine_state SET value = '2'");
    expect(trouble(() => session.snapshot(() => write.run())).kind).toBe('read-only');
    reader.close();
    store.close();
  });

  it('is refused in one line on a Node that would crash', () => {
    expect(() => requireNode('20.19.0')).toThrow(
      /^Vigil's database needs Node 22 or newer; this is Node 20.19.0.$/,
    );
    expect(() => requireNode('24.1.0')).not.toThrow();
  });
});

describe('trouble with the file', () => {
  it('moves what is no database aside with its journal files, deletes nothing, and starts anew only when somebody took it away', () => {
    writeFileSync(file, 'this is not a database, but somebody may still want it '.repeat(100));
    writeFileSync(`${file}-wal`, 'its log');
    const bytes = readFileSync(file);
    const found = trouble(() => openStore(file, durable));
    expect(found).toMatchObject({ kind: 'corrupt', movedTo: join(folder.path, 'quarantine', '0001') });
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(join(folder.path, 'quarantine', '0001', 'vigil.db'))).toEqual(bytes);
    expect(readFileSync(join(folder.path, 'quarantine', '0001', 'vigil.db-wal'), 'utf8')).toBe('its log');
    expect(trouble(() => openStore(file, durable))).toMatchObject({
      kind: 'corrupt',
      movedTo: found.movedTo,
    });
    renameSync(join(folder.path, 'quarantine'), join(folder.path, 'taken-away'));
    openStore(file, durable).close();
    renameSync(join(folder.path, 'taken-away'), join(folder.path, 'quarantine'));
    writeFileSync(file, 'broken again '.repeat(1_000));
    expect(trouble(() => openStore(file, durable)).movedTo).toBe(join(folder.path, 'quarantine', '0002'));
  });

  it('sees that a file is no database even when nobody asked for a check', () => {
    writeFileSync(file, 'neither is this '.repeat(1_000));
    writeFileSync(`${file}-wal`, 'its log');
    expect(trouble(() => openStore(file, { ...durable, check: 'none' })).kind).toBe('corrupt');
    expect(existsSync(join(folder.path, 'quarantine', '0001', 'vigil.db-wal'))).toBe(true);
  });

  it('finds a file that was emptied beside its -wal, and keeps that', () => {
    const store = openStore(file, durable);
    store.transaction(() => store.state.set('a', '1'));
    const log = readFileSync(`${file}-wal`);
    store.close();
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, log);
    expect(trouble(() => openStore(file, durable))).toMatchObject({
      kind: 'corrupt',
      message: expect.stringContaining('moved to'),
    });
    expect(readFileSync(join(folder.path, 'quarantine', '0001', 'vigil.db-wal'))).toEqual(log);
  });

  it('reads a file of more than 8 MB through at the start only when it was not closed, so that audits begin at once', () => {
    fill();
    const store = openStore(file, durable);
    store.transaction(() => store.state.set('much', 'x'.repeat(9 * 1024 * 1024)));
    store.close();
    overwritePages();
    openStore(file, durable).close();
    writeFileSync(`${file}-wal`, '');
    expect(trouble(() => openStore(file, durable)).kind).toBe('corrupt');
  });

  it('finds a page that was overwritten', () => {
    fill();
    overwritePages();
    expect(trouble(() => openStore(file, durable)).kind).toBe('corrupt');
    expect(existsSync(join(folder.path, 'quarantine', '0001', 'vigil.db'))).toBe(true);
  });

  it('finds a file that was cut short', () => {
    fill();
    writeFileSync(file, readFileSync(file).subarray(0, 20_000));
    expect(trouble(() => openStore(file, durable)).kind).toBe('corrupt');
  });

  it('is none where power went off while the file was being made: what was half written is rolled back', () => {
    const half = join(folder.path, 'half.db');
    const db = new Database(half);
    db.exec('PRAGMA cache_size = 1; CREATE TABLE made (n); BEGIN');
    for (let n = 0; n < 2_000; n += 1) db.prepare('INSERT INTO made VALUES (?)').run('x'.repeat(200));
    for (const suffix of ['', '-journal']) copyFileSync(half + suffix, file + suffix);
    db.close();
    const torn = openSync(file, 'r+');
    writeSync(torn, Buffer.alloc(512), 0, 512, 0);
    closeSync(torn);
    const store = openStore(file, durable);
    expect(store.session.pluck<[], number>('SELECT count(*) FROM made').get()).toBe(0);
    store.close();
  });

  it('is told as full when the disk has no room, and what was stored before stays', () => {
    const store = openStore(file, durable);
    store.transaction(() => store.state.set('before', 'kept'));
    const { session } = store;
    session.pluck<[], number>('PRAGMA max_page_count = 120').get();
    const flood = (): void => {
      for (let n = 0; n < 5_000; n += 1) store.state.set(`name ${n}`, 'x'.repeat(200));
    };
    expect(trouble(() => store.transaction(flood)).kind).toBe('full');
    expect(store.state.get('before')).toBe('kept');
    expect(store.state.get('name 1')).toBeNull();
    store.transaction(() => store.state.set('after', 'room again'));
    store.close();
  });

  it('is told as busy when another connection keeps the file', () => {
    fill();
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const store = openStore(file, durable);
    store.session.pluck<[], number>('PRAGMA busy_timeout = 1').get();
    expect(trouble(() => store.transaction(() => undefined)).kind).toBe('busy');
    other.exec('ROLLBACK');
    expect(store.transaction(() => 'free')).toBe('free');
    other.close();
    store.close();
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is told as read-only when the file may not be written',
    () => {
      fill();
      chmodSync(file, 0o444);
      expect(trouble(() => openStore(file, durable)).kind).toBe('read-only');
    },
  );

  it.each([
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_CORRUPT_INDEX', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_IOERR_FSYNC', 'io'],
    ['SQLITE_CANTOPEN', 'io'],
  ])('reads %s as %s', (code, kind) => {
    expect(asTrouble(new Database.SqliteError('x', code))).toMatchObject({ kind });
  });

  it('is not what a broken constraint is: that stays a bug', () => {
    const error = new Database.SqliteError('x', 'SQLITE_CONSTRAINT_UNIQUE');
    expect(asTrouble(error)).toBe(error);
  });
});

describe("the engine's lock", () => {
  it('is held by one and free after its release', () => {
    const lock = acquireLock(folder.path);
    expect(acquireLock(folder.path)).toBeNull();
    lock?.release();
    lock?.release();
    const next = acquireLock(folder.path);
    expect(next).not.toBeNull();
    next?.release();
  });

  it('is freed when its holder is killed', async () => {
    const module = pathToFileURL(join(import.meta.dirname, '../../src/main/adapters/sqlite/lock.ts'));
    const program = `import { acquireLock } from '${module.href}';
      console.log(acquireLock(process.argv[1]) === null ? 'refused' : 'held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', program, folder.path]);
    const [answer] = await once(holder.stdout, 'data');
    expect(String(answer).trim()).toBe('held');
    expect(acquireLock(folder.path)).toBeNull();
    holder.kill('SIGKILL');
    await once(holder, 'close');
    const lock = acquireLock(folder.path);
    expect(lock).not.toBeNull();
    lock?.release();
  });
});

describe('a killed writer', () => {
  it('loses no transaction that it acknowledged and keeps none that it did not', () => {
    const module = pathToFileURL(join(import.meta.dirname, '../../src/main/adapters/sqlite/store.ts'));
    const program = `import { openStore } from '${module.href}';
      const store = openStore(process.argv[1], { migrations: process.argv[2], profile: 'durable' });
      for (let n = 0; ; n += 1) store.transaction(() => {
        store.state.set('first', String(n));
        if (n === 50) process.kill(process.pid, 'SIGKILL');
        store.state.set('second', String(n));
      });`;
    const kill = () =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program, file, MIGRATIONS]);
    expect(kill).toThrow();
    const store = openStore(file, durable);
    expect([store.state.get('first'), store.state.get('second')]).toEqual(['49', '49']);
    store.close();
  });
});
