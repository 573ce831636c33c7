import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { SECOND, toIso } from '#core/model/time.ts';
import { HOT } from '#main/adapters/sqlite/events/hot.ts';
import { until } from '#test/kit/intake-bench.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

const child = join(import.meta.dirname, '../kit/intake-child.ts');
const KILLS = 3;
const LINES = 30_000;
const began = Date.now() - 3_600 * SECOND;

type Life = { readonly process: ChildProcess; readonly address: string; readonly key: string };

async function begin(database: string, life: number): Promise<Life> {
  const process_ = spawn(process.execPath, [child, database, String(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: process_.stdout }))
    return { process: process_, ...JSON.parse(line) };
  throw new Error('the child ended before it listened');
}
async function kill({ process: process_ }: Life): Promise<void> {
  const end = once(process_, 'exit');
  process_.kill('SIGKILL');
  await end;
}

/** The 50 events of a batch: the same at every sending. */
const batch = (number: number) =>
  Array.from({ length: 50 }, (_, index) => ({
    type: 'phone_event',
    site: 'S-1',
    ts: toIso(began + number * 50 + index),
    id: `h${number}-${index}`,
  }));

/** Whether the batch was answered with 200: then it is on disk. */
async function send({ address, key }: Life, number: number): Promise<boolean> {
  const response = await fetch(`${address}/ingest/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(batch(number)),
  }).catch(() => null);
  return response?.status === 200 && (await response.json().catch(() => null)) !== null;
}

function read<Row>(database: string, sql: string): readonly Row[] {
  const reader = new Database(database, { readonly: true });
  try {
    return reader.prepare<[], Row>(sql).all();
  } finally {
    reader.close();
  }
}
const linesRead = (database: string): number =>
  read<{ lines: number }>(database, 'SELECT lines FROM drop_file')[0]?.lines ?? 0;
const EVENTS = `(SELECT ts, key FROM ${HOT} UNION ALL SELECT ts, key FROM event_run)`;
const instants = (database: string) =>
  read<{ ts: number }>(database, `SELECT ts FROM ${EVENTS}`).map(({ ts }) => ts);

it('loses nothing that it answered, and takes each line of a file once, however often it is killed', async () => {
  using folder = tempFolder();
  const database = join(folder.path, 'vigil.db');
  mkdirSync(join(folder.path, 'drop'));
  // Each instant of the file is its own, and none that is sent.
  const line = (index: number) =>
    JSON.stringify({ type: 'location', site: 'S-3', ts: toIso(began - 1 - index), lat: 52.5, lon: 13.4 });
  writeFileSync(
    join(folder.path, 'drop', 'trail.ndjson'),
    Array.from({ length: LINES }, (_, index) => `${line(index)}\n`).join(''),
  );
  const answered: number[] = [];
  let next = 0;
  for (let life = 0; life < KILLS; life++) {
    const running = await begin(database, life);
    const before = linesRead(database);
    let isOver = false;
    // In the middle of the file, a little later each time.
    void until(() => linesRead(database) > before).then(() => {
      setTimeout(() => {
        isOver = true;
        running.process.kill('SIGKILL');
      }, life * 13);
    });
    while (!isOver) if (await send(running, next++)) answered.push(next - 1);
    await until(() => running.process.signalCode !== null);
    expect(linesRead(database)).toBeLessThan(LINES);
    const stored = new Set(instants(database));
    const lost = answered.filter((number) => batch(number).some(({ ts }) => !stored.has(Date.parse(ts))));
    expect(lost).toEqual([]);
  }
  expect(answered.length).toBeGreaterThan(KILLS);

  const last = await begin(database, KILLS);
  for (let number = 0; number < next; number++) expect(await send(last, number)).toBe(true);
  await until(() =>
    read<{ state: string }>(database, 'SELECT state FROM drop_file').some(({ state }) => state === 'DONE'),
  );
  await kill(last);
  expect(read(database, 'SELECT accepted, duplicates, quarantined, lines FROM drop_file')).toEqual([
    { accepted: LINES, duplicates: 0, quarantined: 0, lines: LINES },
  ]);
  expect(read(database, `SELECT count(*) AS n, count(DISTINCT ts) AS different FROM ${EVENTS}`)).toEqual([
    { n: LINES + next * 50, different: LINES + next * 50 },
  ]);
});
