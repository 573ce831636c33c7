import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/model/time.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { type CommandLine, createTemplate } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const OLD = Math.floor((Date.now() - 200 * DAY) / HOUR) * HOUR;
const NEW = Math.floor((Date.now() - 2 * DAY) / HOUR) * HOUR;
/** A place that nothing else in the database is. */
const [OLD_LAT, NEW_LAT] = [48.123_456_789, 51.987_654_321];

/** An event a minute for some hours, each at its own place. */
const events = (from: number, lat: number, count: number) =>
  Array.from({ length: count }, (_, n) =>
    JSON.stringify({
      type: n % 2 === 0 ? 'location' : 'attendance',
      site: 'S-1',
      ts: new Date(from + n * 60_000).toISOString(),
      person: 'G-S-1',
      ...(n % 2 === 0 ? { lat, lon: 13.1, accuracy: 5 } : { status: n % 4 === 1 ? 'IN' : 'OUT' }),
    }),
  ).join('\n');

const template = createTemplate(async ({ folder, vigil, vigilWith }) => {
  writeFileSync(join(folder, 'fleet.json'), JSON.stringify(fleetDocument()));
  expect(await vigil('import', join(folder, 'fleet.json'))).toMatchObject({ code: 0 });
  const lines = `${events(OLD, OLD_LAT, 3_000)}\n${events(NEW, NEW_LAT, 500)}\n`;
  expect(await vigilWith(Buffer.from(lines), 'ingest', '-')).toMatchObject({ code: 0 });
});
afterAll(template.dispose);

const count = ({ database }: CommandLine, sql: string): number => {
  const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  const found = store.session.pluck<[], number>(sql).get() ?? -1;
  store.close();
  return found;
};
const trailOf = ({ database }: CommandLine, id: string) => {
  const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  const rows = store.trail.of('engine', id);
  const { ok } = store.trail.verify();
  store.close();
  expect(ok).toBe(true);
  return rows;
};
/** Whether the bytes of a number, as SQLite stores it, are anywhere in a file. */
const holds = (file: string, value: number): boolean => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return existsSync(file) && readFileSync(file).includes(bytes);
};

it('makes a backup beside whoever runs, from which the database can be had again, and tells what is lost', async () => {
  using line = await template.copy();
  const { folder, database, vigil } = line;
  const file = join(folder, 'kept.db');
  const engine = acquireLock(folder);
  const made = await vigil('backup', file, '--json');
  engine?.release();
  expect(made.lines()).toMatchObject([
    { file, findings: 0, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect(await vigil('backup', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('exists already'),
  });
  for (const missing of [join(folder, 'nowhere'), file])
    expect(await vigil('backup', join(missing, 'kept.db'))).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        `backup FILE: found no folder ${missing}, expected one that is there already.`,
      ),
    });

  await vigil('import', join(folder, 'fleet.json'));
  writeFileSync(database, 'everything is lost');
  const restored = await vigil('restore', file, '--user', 'ada', '--json');
  expect(restored.lines()).toMatchObject([
    { backup: 'kept.db', moved_to: join(folder, 'quarantine', '0001') },
  ]);
  expect(readFileSync(join(folder, 'quarantine/0001/vigil.db'), 'utf8')).toBe('everything is lost');
  expect(count(line, 'SELECT count(*) FROM event_run')).toBe(3_500);
  expect(trailOf(line, 'database')).toMatchObject([
    { action: 'engine.restored', actor: { name: 'local:ada' } },
  ]);
  expect(await vigil('verify')).toMatchObject({ code: 0 });
});

it('restores nothing while an engine runs, nothing that was changed, and nothing that is not there', async () => {
  using line = await template.copy();
  const { folder, database, vigil } = line;
  const file = join(folder, 'kept.db');
  await vigil('backup', file);
  const before = readFileSync(database);
  const engine = acquireLock(folder);
  expect(await vigil('restore', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('needs the engine stopped'),
  });
  engine?.release();
  const bytes = readFileSync(file);
  bytes[50_000] = (bytes[50_000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await vigil('restore', file)).toMatchObject({
    code: 1,
    err: expect.stringContaining('not what its manifest says'),
  });
  copyFileSync(file, join(folder, 'cut.db'));
  writeFileSync(join(folder, 'cut.db'), bytes.subarray(0, 100_000));
  expect(await vigil('restore', join(folder, 'cut.db'))).toMatchObject({ code: 1 });
  expect(await vigil('restore', join(folder, 'missing.db'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('no backup at'),
  });
  expect(await vigil('restore')).toMatchObject({ code: 2 });
  expect(readFileSync(database)).toEqual(before);
  expect(readdirSync(folder).filter((name) => name.includes('restoring') || name === 'quarantine')).toEqual(
    [],
  );
});

it('deletes what is older, down to its bytes, from the database and from the backups, and keeps what is newer', async () => {
  using line = await template.copy();
  const { folder, database, vigil } = line;
  expect(holds(database, OLD_LAT)).toBe(true);
  expect(await vigil('purge', '--older-than', '100d')).toMatchObject({ code: 0 }); // makes the first backup
  await template.fill(line); // the old events are back
  const archived = await vigil('purge', '--older-than', '90d', '--json');
  expect(archived.lines()).toMatchObject([{ events: 3_000, backups_replaced: 1 }]);
  expect(count(line, 'SELECT count(*) FROM event_run')).toBe(500);
  expect(count(line, 'SELECT count(*) FROM activity')).toBe(250);
  expect(count(line, `SELECT count(*) FROM roll5 WHERE bucket < ${(NEW - HOUR) / 300_000}`)).toBe(0);
  const [backup] = readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.db'));
  for (const file of [database, `${database}-wal`, join(folder, 'backups', backup ?? '')])
    expect(holds(file, OLD_LAT)).toBe(false);
  expect(holds(database, NEW_LAT)).toBe(true);
  expect(trailOf(line, 'purge')).toMatchObject([{ action: 'engine.purged', after: { events: 3_000 } }]);
  expect(await vigil('verify')).toMatchObject({ code: 0 });
});

it('keeps the counters of the last 60 days, from which the learned week is made, whatever is deleted', async () => {
  using line = await template.copy();
  expect(await line.vigil('purge', '--older-than', '1d')).toMatchObject({ code: 0 });
  expect(count(line, 'SELECT count(*) FROM event_run')).toBe(0);
  expect(count(line, `SELECT count(*) FROM roll5 WHERE bucket >= ${(NEW - HOUR) / 300_000}`)).toBeGreaterThan(
    50,
  );
});

it('archives only what is named, and only while no engine runs', async () => {
  using line = await template.copy();
  const { folder, vigil } = line;
  for (const wrong of ['90', '0d', 'd', '-3d', '3 months'])
    expect(await vigil('purge', `--older-than=${wrong}`)).toMatchObject({
      code: 2,
      err: expect.stringContaining('such as 90d'),
    });
  const engine = acquireLock(folder);
  expect(await vigil('purge', '--older-than', '90d')).toMatchObject({
    code: 1,
    err: expect.stringContaining('engine stopped'),
  });
  engine?.release();
  expect(count(line, 'SELECT count(*) FROM event_run')).toBe(3_500);
});

it('says and sets for how many days events are kept, and the trail remembers who did', async () => {
  using line = await template.copy();
  const { vigil } = line;
  expect((await vigil('retention', '--json')).lines()).toMatchObject([{ days: 400 }]);
  expect((await vigil('retention', '--days', '120', '--user', 'ada', '--json')).lines()).toMatchObject([
    { days: 120 },
  ]);
  expect((await vigil('retention', '--json')).lines()).toMatchObject([{ days: 120 }]);
  expect(await vigil('retention', '--days', '7')).toMatchObject({ code: 2 });
  expect(trailOf(line, 'retention')).toMatchObject([{ before: { days: 400 }, after: { days: 120 } }]);
});
