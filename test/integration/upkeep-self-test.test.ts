import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { openQueries } from '#main/open-queries.ts';
import type { Store } from '#main/ports/store.ts';

import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fix, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { HOST } from '#test/kit/read-bench.ts';
import { MIGRATIONS, tempStore } from '#test/kit/temp-store.ts';

const START = '2026-01-05T03:00:00Z';
const upkeep = { timezone: 'UTC', scheduleJob: () => () => {} };

const PHONE = { min_count: 3, window_minutes: 30 };
const DOORS = { min_count: 5, window_minutes: 60 };
/** The third site is not audited; the doors are counted, two at a time. */
const FLEET = fleetDocument({
  sites: 3,
  site: (index) => ({
    audit: {
      enabled: index < 2,
      custom_metrics: [{ name: 'door_opens' }],
      critical_signals: ['phone_events', 'location_updates', 'door_opens'],
      signal_thresholds: { phone_events: PHONE, door_opens: DOORS },
    },
  }),
});
const doors = (site: string, ts: number): TelemetryEvent => ({
  ...phone(site, ts),
  type: 'metric',
  metric: 'door_opens',
  value: 2,
});

/** An engine that hears from two sites until 04:09, a minute before its self-test. `before` runs then. */
async function nightWith(before: (bench: EngineBench) => void | Promise<void>): Promise<EngineBench> {
  const bench = await engineBench(START, { upkeep });
  await bench.configure(FLEET);
  bench.engine.start();
  while (bench.clock.now() < Date.parse('2026-01-05T04:09:00Z')) {
    const at = bench.clock.now();
    for (const site of ['S-1', 'S-2']) bench.say(phone(site, at), fix(site, at), doors(site, at));
    bench.clock.advance(3 * MINUTE);
  }
  await before(bench);
  bench.clock.advance(2 * MINUTE);
  return bench;
}

/** What `engine.status` gives as its reason. */
async function reasonTold({ file, clock }: EngineBench): Promise<string | null> {
  const queries = openQueries({ database: file, migrations: MIGRATIONS, clock, host: HOST });
  const status = await queries.handlers['engine.status']({}, ADA);
  queries.close();
  return status.state_reason;
}
const told = (bench: EngineBench) => bench.store.trail.of('engine', 'self-test');
/** The machine sleeps and then ticks once. */
function sleep({ clock }: EngineBench, ms: number): void {
  clock.step(ms);
  clock.advance(5 * SECOND);
}
function alter(bench: EngineBench, sql: string): void {
  const raw = new Database(bench.file);
  raw.exec(sql);
  raw.close();
}

describe('the self-test at 04:10', () => {
  it('says in the trail what it looked at, and finds nothing wrong with an engine that works', async () => {
    await using bench = await nightWith(() => {});
    expect(told(bench)).toMatchObject([
      {
        action: 'engine.self_tested',
        reason: null,
        before: null,
        after: { ok: true, sites: 2, signals: 6, file_checked: true, problems: 0 },
      },
    ]);
    expect(bench.store.state.get('upkeep.self-test.result')).toBe('');
    expect(await reasonTold(bench)).toBeNull();
    expect(bench.logged).toContainEqual({ level: 'info', message: 'upkeep done' });
    sleep(bench, 23 * HOUR);
    expect(told(bench)).toHaveLength(1);
    sleep(bench, HOUR);
    expect(told(bench)).toHaveLength(2);
  });

  it('finds an event that memory counts and the store has lost', async () => {
    await using bench = await nightWith((night) => {
      const newest = 'SELECT max(ts) FROM event_run WHERE site_id = 2 AND stream = 1';
      alter(night, `DELETE FROM event_run WHERE site_id = 2 AND stream = 1 AND ts = (${newest})`);
    });
    const [row] = told(bench);
    expect(row?.after).toMatchObject({ ok: false });
    expect(row?.reason).toContain('Memory and store disagree on phone_events at S-2');
    expect(await reasonTold(bench)).toBe(row?.reason);
    expect(bench.logged).toContainEqual({ level: 'error', message: 'upkeep found problems' });
  });

  it('finds an event that the store has and memory never heard of', async () => {
    await using bench = await nightWith((night) =>
      alter(
        night,
        `INSERT INTO event_hot (ts, site_id, stream, key) VALUES (${night.clock.now() + 4 * MINUTE}, 1, 2, 7)`,
      ),
    );
    expect(told(bench)[0]?.reason).toContain('location_updates at S-1');
  });

  it('does not mind a phone whose clock is ahead, a site that is quiet, or a restart', async () => {
    await using bench = await nightWith(async (night) => {
      await night.restart();
      const now = night.clock.now();
      night.say({ ...phone('S-1', now + 4 * MINUTE), received_at: now });
      night.say({ ...phone('S-1', now - 2 * MINUTE), received_at: now });
    });
    expect(told(bench)).toMatchObject([{ after: { ok: true } }]);
    sleep(bench, DAY);
    expect(told(bench)).toMatchObject([{ after: { ok: true } }, { after: { ok: true } }]);
  });

  it('finds a row of the audit trail that was changed', async () => {
    await using bench = await nightWith((night) =>
      alter(
        night,
        `${dropTrailTriggers(night.file)}
         UPDATE trail SET reason = 'nothing happened' WHERE seq = 1`,
      ),
    );
    expect(told(bench)[0]?.reason).toBe('The audit trail is broken at row 1: was changed.');
  });
});

const dropTrailTriggers = (file: string): string => {
  const raw = new Database(file, { readonly: true });
  const names = raw
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'trail%'")
    .pluck()
    .all();
  raw.close();
  return names.map((name) => `DROP TRIGGER ${name};`).join(' ');
};

/** What the check comes to, and in how many pauses; `inFirst` happens in the first of them. */
function checkedInSteps(store: Store, inFirst: () => void = () => {}) {
  const steps = store.check();
  let pauses = 0;
  let step = steps.next();
  while (step.done !== true) {
    if (pauses++ === 0) inFirst();
    step = steps.next();
  }
  return { pauses, found: step.value };
}
const checked = (store: Store) => checkedInSteps(store).found;

describe('the check of a store', () => {
  it('finds nothing wrong with a new one', () => {
    using bench = tempStore();
    const { file_bytes, ...found } = checked(bench.store);
    expect(found).toEqual({ trail_rows: 0, file_checked: true, problems: [] });
    expect(file_bytes).toBeGreaterThan(100_000);
  });

  it('finds a setting of the connection that no longer holds', () => {
    using bench = tempStore();
    bench.store.transaction(() => bench.store.session.prepare('PRAGMA cell_size_check = OFF').run());
    expect(checked(bench.store).problems).toEqual(["The connection's cell_size_check is 0 instead of 1."]);
  });

  it('finds a damaged page', () => {
    using bench = tempStore();
    bench.store.transaction(() => fillQuarantine(bench.store, 200, 1_000));
    bench.reopen();
    damage(bench.file, 'xxxxxxxxxxxxxxxxxxxx');
    const store = openStore(bench.file, { migrations: MIGRATIONS, profile: 'durable', check: 'none' });
    expect(checked(store).problems).toEqual([expect.stringContaining('The table quarantine is damaged')]);
    store.close();
  });

  it('leaves a file that is too large to be read beside the audits to others, and says so', () => {
    using bench = tempStore('scratch');
    bench.store.transaction(() => fillQuarantine(bench.store, 70, 1_000_000));
    expect(checkedInSteps(bench.store)).toMatchObject({
      pauses: 0,
      found: { file_checked: false, problems: [] },
    });
  });

  it('verifies a long trail in many steps, and reads what is appended meanwhile', () => {
    using bench = tempStore();
    const append = (count: number) =>
      bench.store.transaction(() => bench.store.trail.append(Array.from({ length: count }, () => ROW)));
    const { pauses } = checkedInSteps(bench.store);
    append(1_200);
    const { pauses: pausesLater, found } = checkedInSteps(bench.store, () => append(1));
    expect(found.trail_rows).toBe(1_201);
    expect(pausesLater - pauses).toBe(3);
  });
});

const ROW = {
  at: 1 * SECOND,
  actor: SYSTEM,
  action: 'finding.opened',
  entity: 'finding',
  entity_id: 'F-1',
  reason: null,
  before: null,
  after: { status: 'NEW' },
} as const;

function fillQuarantine(store: Store, lines: number, length: number): void {
  for (let line = 0; line < lines; line++) {
    const raw = `${line} ${'x'.repeat(length)}`;
    store.quarantine.add({ at: line, reason: 'INVALID', detail: 'no JSON', site: null, place: null, raw });
  }
}

/** Overwrites the start of a page in the middle of a table, found by a text that it holds. */
function damage(file: string, text: string): void {
  const PAGE = 4_096;
  const page = Math.floor(readFileSync(file).lastIndexOf(text) / PAGE) - 5; // the first ones may lie between other tables
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, page * PAGE);
  closeSync(handle);
}
