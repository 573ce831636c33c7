import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { loadMemory } from '#main/services/audits/memory.ts';
import { drain } from '#main/services/engine/slices.ts';
import { compareMemory } from '#main/services/upkeep/memory-check.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const FLEET = fleetDocument({
  sites: 2,
  site: () => ({
    audit: {
      critical_signals: ['phone_events'],
      signal_thresholds: { phone_events: { min_count: 3, window_minutes: 30 } },
    },
  }),
});
const CHECKED = 'engine.memory_checked';

/** Sites that send a phone event every 3 minutes, from 03:00 until 03:33. */
async function watched(): Promise<EngineBench> {
  const bench = await engineBench('2026-01-05T03:00:00Z', {
    upkeep: { timezone: 'UTC', scheduleJob: () => () => {} },
  });
  await bench.configure(FLEET);
  bench.engine.start();
  send(bench, 33);
  return bench;
}
function send({ clock, say }: EngineBench, minutes: number): void {
  for (let sent = 0; sent < minutes; sent += 3) {
    say(phone('S-1', clock.now()), phone('S-2', clock.now()));
    clock.advance(3 * MINUTE);
  }
}
const told = ({ store }: EngineBench) =>
  store.trail.of('engine', 'memory-check').map(({ action, reason, after }) => ({ action, reason, after }));
const loseNewest = ({ file }: EngineBench): void => {
  const raw = new Database(file);
  raw.exec('DELETE FROM event_hot WHERE site_id = 2');
  raw.exec(
    'DELETE FROM event_run WHERE site_id = 2 AND ts = (SELECT max(ts) FROM event_run WHERE site_id = 2)',
  );
  raw.close();
};

it('is held against the store after the start and every hour, what is wrong is told and read anew', async () => {
  await using bench = await watched();
  expect(told(bench)).toMatchObject([{ action: CHECKED, reason: null, after: { ok: true, sites: 2 } }]);
  loseNewest(bench);
  bench.clock.advance(3 * MINUTE);
  expect(told(bench)[1]?.reason).toMatch(/^Memory and store disagree on phone_events at S-2: newest /);
  expect(bench.logged).toContainEqual({ level: 'error', message: 'upkeep found problems' });
  send(bench, 60);
  expect(told(bench)[2]).toMatchObject({ action: CHECKED, reason: null, after: { ok: true, signals: 2 } });
  expect(told(bench)).toHaveLength(3);
});

it('is held against the store when the engine was away', async () => {
  await using bench = await watched();
  await bench.restart();
  bench.clock.advance(MINUTE);
  expect(told(bench)).toMatchObject([{ after: { ok: true } }, { after: { ok: true } }]);
});

it('is read by four statements, however many sites there are', async () => {
  await using bench = await engineBench('2026-01-05T03:00:00Z');
  const statements: number[] = [];
  for (const sites of [10, 100]) {
    await bench.configure(fleetDocument({ sites, site: () => ({ shifts: [], tours: [] }) }));
    send(bench, 6);
    const { store, clock, engine } = bench;
    const memory = loadMemory(store, engine.fleet().sites, clock.now());
    const before = store.statements();
    const check = drain(compareMemory({ store, clock, fleet: engine.fleet, memory: () => memory }));
    expect(check).toEqual({ sites, signals: sites * 2, problems: [] });
    statements.push(store.statements() - before);
    bench.clock.advance(HOUR);
  }
  expect(statements).toEqual([4, 4]);
});

it('asks of a site that is imported anew between two steps what it is asked now', async () => {
  await using bench = await engineBench('2026-01-05T03:00:00Z');
  await bench.configure(FLEET);
  send(bench, 6);
  const { store, clock, engine } = bench;
  let memory = loadMemory(store, engine.fleet().sites, clock.now());
  const check = compareMemory({ store, clock, fleet: engine.fleet, memory: () => memory });
  check.next();
  await bench.configure(
    fleetDocument({ sites: 2, site: () => ({ audit: { critical_signals: ['location_updates'] } }) }),
  );
  memory = loadMemory(store, engine.fleet().sites, clock.now());
  expect(drain(check).problems).toEqual([]);
});

it.each([
  ['an event that the store has lost', 'DELETE FROM event_hot WHERE site_id = 2'],
  ['a merged event that the store has lost', 'DELETE FROM event_run WHERE site_id = 2'],
  ['an event that memory has not heard of', 'UPDATE event_hot SET ts = ts + 60000 WHERE site_id = 2'],
  ['a merged event that memory has not heard of', 'UPDATE event_run SET ts = ts + 60000 WHERE site_id = 2'],
])('finds %s where one event is enough', async (_, sql) => {
  await using bench = await engineBench('2026-01-05T03:00:00Z');
  await bench.configure(fleetDocument({ sites: 3, site: () => ({ shifts: [], tours: [] }) }));
  const { store, clock, engine } = bench;
  bench.say(...['S-1', 'S-2', 'S-3'].map((site) => phone(site, clock.now())));
  bench.clock.advance(MINUTE);
  if (sql.includes('event_run')) store.events.merge(clock.now());
  const memory = loadMemory(store, engine.fleet().sites, clock.now());
  const check = () => drain(compareMemory({ store, clock, fleet: engine.fleet, memory: () => memory }));
  expect(check().problems).toEqual([]);
  const raw = new Database(bench.file);
  expect(raw.prepare(sql).run().changes).toBe(1);
  raw.close();
  expect(check().problems).toEqual([expect.stringMatching(/disagree on phone_events at S-2: newest /)]);
  expect(check().problems).toEqual([]);
});
