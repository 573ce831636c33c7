import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Hold } from '#core/model/hold.ts';
import { DAY } from '#core/model/time.ts';
import { bucketOf } from '#main/adapters/sqlite/events/buckets.ts';
import { statementsOf } from '#main/adapters/sqlite/purge-passes.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import { readBench } from '#test/kit/read-bench.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const BEFORE = NOW - 90 * DAY;
const OLD = BEFORE - DAY;
/** So many rows are looked at between two pauses. */
const ROWS = 1_000;

const HELD: Hold = { kind: 'SITE', code: 'S-1', reason: 'Claim 4711', by: 'local:ada', at: NOW };

function idOf({ session }: OpenStore, code: string): number {
  const id = session.pluck<[string], number>('SELECT id FROM site WHERE code = ?').get(code);
  if (id === undefined) throw new Error(`no site ${code}`);
  return id;
}

/** Steps that it takes, and what it counted. */
function purge(store: OpenStore, holds: readonly Hold[]) {
  const steps = store.purge(BEFORE, NOW, holds);
  for (let count = 0; ; count += 1) {
    const step = steps.next();
    if (step.done === true) return { steps: count, ...step.value };
  }
}

const count = ({ session }: OpenStore, table: string): number =>
  session.pluck<[], number>(`SELECT count(*) FROM ${table}`).get() ?? 0;

it('gives others a turn for each thousand rows that it reads, held or not, and reads none twice', () => {
  using bench = readBench();
  const { store } = bench;
  const { steps: least } = purge(store, [HELD]);
  const [held, other] = [idOf(store, 'S-1'), idOf(store, 'S-2')];
  store.transaction(() => {
    const add = store.session.prepare<[number, number, number, number]>(
      'INSERT INTO event_run (bucket, site_id, stream, ts, key) VALUES (?, ?, 1, ?, ?)',
    );
    // In the order of the table held rows lie before and between the others.
    for (let n = 0; n < 4 * ROWS; n += 1)
      add.run(bucketOf(OLD) + (n % 7), n % 4 === 0 ? other : held, OLD, n);
    for (let n = 0; n < 3 * ROWS; n += 1) add.run(bucketOf(NOW), other, NOW, n);
  });
  expect(purge(store, [HELD])).toEqual({ steps: least + 4, events: ROWS, others: 0 });
  expect(count(store, 'event_run')).toBe(6 * ROWS);
  expect(purge(store, [])).toEqual({ steps: least + 3, events: 3 * ROWS, others: 0 });
  expect(count(store, 'event_run')).toBe(3 * ROWS);
});

it('deletes what people did stream by stream, all of what is old, and nothing of a held site', () => {
  using bench = readBench();
  const { store } = bench;
  const [held, other] = [idOf(store, 'S-1'), idOf(store, 'S-2')];
  store.transaction(() => {
    const add = store.session.prepare<[number, number, number, number]>(
      `INSERT INTO activity (site_id, stream, ts, key, subject, status) VALUES (?, ?, ?, ?, 'T', 'DONE')`,
    );
    for (const site of [held, other])
      for (const at of [OLD, NOW]) {
        for (let n = 0; n < 2 * ROWS + 1; n += 1) add.run(site, 1, at, n);
        for (let stream = 2; stream < ROWS; stream += 1) add.run(site, stream, at, 0);
      }
  });
  const each = 2 * ROWS + 1 + (ROWS - 2);
  expect(purge(store, [HELD]).others).toBe(each);
  expect(count(store, 'activity')).toBe(3 * each);
  expect(count(store, `activity WHERE ts = ${OLD} AND site_id = ${other}`)).toBe(0);
});

it('reads of the events no more than the rows of each part', () => {
  using bench = readBench();
  const { last, part } = statementsOf({
    ...{ table: 'event_run', key: { bucket: 0, site_id: 0, stream: 0, ts: 0, key: 0 } },
    ...{ until: 'bucket < @before', change: 'DELETE FROM event_run', held: '[]' },
    where: 'site_id NOT IN (SELECT value FROM json_each(@held))',
  });
  const db = new Database(bench.file, { readonly: true });
  const planOf = (sql: string) => {
    const named = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]);
    return db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(Object.fromEntries(named))
      .map((row) => Object(row).detail);
  };
  const key = '(bucket,site_id,stream,ts,key)';
  const five = '(?,?,?,?,?)';
  expect(planOf(last)).toEqual([`SEARCH event_run USING PRIMARY KEY (${key}>${five} AND bucket<?)`]);
  expect(planOf(part)).toContain(`SEARCH event_run USING PRIMARY KEY (${key}>${five} AND ${key}<${five})`);
  db.close();
});
