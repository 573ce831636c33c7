import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { copyDatabase, sha256Of } from '#main/adapters/sqlite/copy-database.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { Backups } from '#main/ports/backups.ts';
import { createBackups } from '#main/workers/backup-client.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { phone } from '#test/kit/events.ts';
import { fakeRoom } from '#test/kit/fake-room.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const log = { info() {}, warn() {}, error() {} };
const backupsIn = (database: string): Backups =>
  createBackups({
    file: PROGRAM_FILES.threads.backup,
    database,
    version: 'test',
    clock: systemClock,
    timers: systemTimers,
    log,
  });
const upkeep = { timezone: 'UTC', scheduleJob: () => () => {} };

/** Lets the thread work until the engine's job has heard of it. */
async function untilTold(bench: EngineBench, rows: number): Promise<void> {
  for (let wait = 0; wait < 400; wait += 1) {
    if (bench.store.trail.of('engine', 'backup').length >= rows) return;
    await pause(25);
    bench.clock.advance(1);
  }
  throw new Error('the backup was not told within 10 s');
}

describe('the hourly backup', () => {
  it('is made beside a working engine, checked in full, and told to the page of the engine', async () => {
    await using bench = await engineBench(START, (file) => ({ upkeep, backups: backupsIn(file) }));
    await bench.configure(one());
    bench.engine.start();
    live(bench, 40);
    bench.clock.advance(MINUTE);
    bench.say(phone('S-1', bench.clock.now()));
    await untilTold(bench, 1);
    const folder = join(bench.file, '../backups');
    expect(readdirSync(folder).sort()).toEqual([
      'vigil-20260105T004000Z.db',
      'vigil-20260105T004000Z.db.json',
    ]);
    const copy = join(folder, 'vigil-20260105T004000Z.db');
    const manifest = JSON.parse(readFileSync(`${copy}.json`, 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ version: 1, vigil: 'test', sha256: await sha256Of(copy) });
    const db = new Database(copy, { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM trail').pluck().get()).toBe(manifest.trail_rows);
    db.close();
    expect(bench.store.trail.of('engine', 'backup')).toMatchObject([
      { action: 'engine.backed_up', reason: null, after: { ok: true, kept: 1 } },
    ]);
  });

  it('is not made where there is no room for it, and says how much is missing', async () => {
    const room = fakeRoom();
    room.bytes = room.ballastBytes * 1.4; // too little to hold ballast, enough for a small file
    await using bench = await engineBench(START, (file) => ({ upkeep, room, backups: backupsIn(file) }));
    bench.engine.start();
    bench.clock.advance(41 * MINUTE);
    await untilTold(bench, 1);
    room.bytes = room.ballastBytes;
    bench.clock.advance(HOUR);
    await untilTold(bench, 2);
    const told = bench.store.trail.of('engine', 'backup').at(-1);
    expect(told?.reason).toMatch(/^No backup was made: it needs \d+ MB, and 8 MB are free on the disk$/);
    expect(bench.store.state.get('upkeep.backup.result')).toBe(told?.reason);
    expect(readdirSync(join(bench.file, '../backups'))).toHaveLength(2);
  });

  it('keeps one of each hour and day, never counts what is not verified, and never removes the last', async () => {
    await using bench = await engineBench(START, (file) => ({ upkeep, backups: backupsIn(file) }));
    bench.engine.start();
    bench.clock.advance(41 * MINUTE);
    await untilTold(bench, 1);
    const folder = join(bench.file, '../backups');
    const made = join(folder, 'vigil-20260105T004000Z.db');
    const older = (at: number) => {
      const name = `vigil-${new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')}.db`;
      writeFileSync(join(folder, name), readFileSync(made));
      const manifest = { ...JSON.parse(readFileSync(`${made}.json`, 'utf8')), file: name, taken_at: at };
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(manifest));
      return name;
    };
    const start = Date.parse(START);
    const names = Array.from({ length: 60 }, (_, n) => older(start - (1 + n * 12) * HOUR));
    writeFileSync(join(folder, 'vigil-20260105T000500Z.db.part'), 'cut off');
    writeFileSync(join(folder, 'vigil-20250105T000500Z.db'), 'nobody verified this');
    bench.clock.advance(HOUR);
    await untilTold(bench, 2);
    const left = readdirSync(folder);
    expect(left).not.toContain('vigil-20260105T000500Z.db.part');
    expect(left).toContain('vigil-20250105T000500Z.db'); // it is nobody's to delete
    expect(left).toContain(names[0]);
    expect(left).not.toContain(names.at(-1));
    const verified = left.filter((name) => name.endsWith('.json'));
    expect(verified.length).toBeLessThanOrEqual(24 + 14);
    expect(verified.length).toBeGreaterThanOrEqual(24);
  });

  it('begins again after a restart when its turn came while nobody ran', async () => {
    await using bench = await engineBench(START, (file) => ({ upkeep, backups: backupsIn(file) }));
    bench.engine.start();
    bench.clock.advance(10 * MINUTE);
    bench.clock.step(2 * DAY);
    await bench.restart('crash');
    bench.clock.advance(MINUTE);
    await untilTold(bench, 1);
    expect(backupsIn(bench.file).list()).toHaveLength(1);
  });
});

describe('a copy', () => {
  const at = { at: 0, vigil: 'test' };

  it('holds one instant of a database that is written to all the while', async () => {
    using temp = tempStore();
    const { store, file } = temp;
    const write = (from: number) =>
      store.transaction(() => {
        for (let n = from; n < from + 500; n += 1) store.state.set(`name ${n}`, 'x'.repeat(500));
      });
    for (let n = 0; n < 20; n += 1) write(n * 500);
    const target = `${file}.copy`;
    let writes = 20;
    const copying = copyDatabase(file, target, at);
    let isCopying = true;
    void copying.finally(() => {
      isCopying = false;
    });
    while (isCopying) {
      write(writes * 500);
      writes += 1;
      await pause(1);
    }
    await copying;
    const db = new Database(target, { readonly: true });
    const rows = db
      .prepare("SELECT count(*) FROM engine_state WHERE name LIKE 'name %'")
      .pluck()
      .get() as number;
    db.close();
    expect(writes).toBeGreaterThan(21);
    expect(rows % 500).toBe(0);
    expect(rows).toBeLessThan(writes * 500);
  });

  it('of a damaged database is refused, leaves nothing behind, and says that it is the database', async () => {
    using temp = tempStore();
    const { store, file } = temp;
    store.transaction(() => {
      for (let n = 0; n < 4_000; n += 1) store.state.set(`name ${n}`, 'x'.repeat(300));
    });
    store.settle();
    const bytes = readFileSync(file);
    for (let page = 100; page < 110; page += 1) bytes.fill(0x5a, page * 4_096, page * 4_096 + 900);
    const damaged = `${file}.damaged`;
    writeFileSync(damaged, bytes);
    const failure = copyDatabase(damaged, `${file}.copy`, at);
    await expect(failure).rejects.toMatchObject({ name: 'BackupFailed', damaged: true });
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('copy'))).toEqual([]);
    rmSync(damaged);
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone, wherever it is put', async () => {
    using temp = tempStore();
    await copyDatabase(temp.file, `${temp.file}.copy`, at);
    expect(statSync(`${temp.file}.copy`).mode & 0o777).toBe(0o600);
  });

  it('with a bent trail is refused, and the database is not called damaged for it', async () => {
    using temp = tempStore();
    const { store, file } = temp;
    const row = {
      at: 0,
      actor: { name: 'ada', verified: false },
      action: 'x',
      entity: 'engine',
      entity_id: 'x',
      reason: null,
      before: null,
      after: null,
    } as const;
    store.transaction(() => store.trail.append([row, row]));
    const db = new Database(file);
    for (const name of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
      db.exec(`DROP TRIGGER ${String(name)}`);
    db.exec("UPDATE trail SET action = 'y' WHERE seq = 1");
    db.close();
    const failure = copyDatabase(file, `${file}.copy`, at);
    await expect(failure).rejects.toMatchObject({
      damaged: false,
      message: expect.stringContaining('row 1'),
    });
    expect(existsSync(`${file}.copy`)).toBe(false);
  });
});
