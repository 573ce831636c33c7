import { expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { SourceMemory } from '#core/telemetry/source-memory.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { LAST_TICK_AT, LOCAL_ACTOR } from '#main/services/queries/engine.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { HOST, type ReadBench, readBench } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const START = Date.parse('2026-01-05T00:00:00Z');

it('says of a new installation that nothing happened yet', async () => {
  using bench = readBench();
  expect(await bench.ask('engine.status', {})).toEqual({
    version: HOST.version,
    host: 'cli',
    demo: false,
    timezone: 'UTC',
    state: 'RUNNING',
    state_reason: null,
    now: START,
    last_tick_at: null,
    sites: 2,
    sites_audited: 0,
    rounds: [],
    suppressed: 0,
    alarms_10_min: 0,
    sources: [],
    quarantined: 0,
  });
  expect(await bench.ask('identity.get', {})).toEqual({ name: null, verified: false });
});

it('tells the newest round of each cadence, the last tick, and who sits here', async () => {
  using bench = readBench();
  const { store } = bench;
  const numbers = {
    ran_at: START + 5,
    duration_ms: 1.5,
    breaches: 2,
    opened: 1,
    suppressed: 1,
    failures: 0,
    queries: 3,
  };
  const round = { cadence: 'HEARTBEAT', outcome: 'RAN', into_slot: null, ...numbers } as const;
  store.transaction(() => {
    store.schedule.record({ ...round, slot: START - 5 * MINUTE, site_ids: [1] });
    store.schedule.record({ ...round, slot: START, site_ids: [1, 2] });
    store.schedule.record({ ...round, slot: START + MINUTE, outcome: 'SKIPPED', site_ids: [1] });
    store.schedule.record({ ...round, cadence: 'DEEP', slot: START - MINUTE, site_ids: [2] });
    store.state.set(LAST_TICK_AT, String(START + 7));
    store.state.set(LOCAL_ACTOR, 'Ada');
  });
  const told = { ran_at: START + 5, duration_ms: 1.5, breaches: 2, suppressed: 1, failures: 0 };
  expect(await bench.ask('engine.status', {})).toMatchObject({
    last_tick_at: START + 7,
    rounds: [
      { cadence: 'HEARTBEAT', slot: START, sites: 2, ...told },
      { cadence: 'DEEP', slot: START - MINUTE, sites: 1, ...told },
    ],
  });
  expect(await bench.ask('identity.get', {})).toEqual({ name: 'Ada', verified: false });
});

it('counts as audited the sites that are switched on and were audited by any cadence', async () => {
  using bench = readBench(fleetDocument({ sites: 4, site: (index) => ({ active: index !== 1 }) }));
  const row = { next_slot: START, first_slot: START, last_slot: START, watched_since: START, runs: 1 };
  const idOf = (code: string) => bench.fleet().byCode.get(code)?.id ?? 0;
  bench.store.transaction(() =>
    bench.store.schedule.save([
      { ...row, site_id: idOf('S-1'), cadence: 'HEARTBEAT', last_run_at: START },
      { ...row, site_id: idOf('S-1'), cadence: 'DEEP', last_run_at: START },
      { ...row, site_id: idOf('S-2'), cadence: 'HEARTBEAT', last_run_at: START },
      { ...row, site_id: idOf('S-3'), cadence: 'HEARTBEAT', last_run_at: null },
    ]),
  );
  expect(await bench.ask('engine.status', {})).toMatchObject({ sites: 4, sites_audited: 1 });
});

it('counts the alerts of the last ten minutes', async () => {
  using bench = readBench();
  bench.save([findingWith({ id: 'F-1' }), findingWith({ id: 'F-2' })]);
  const words = { site: 'S-1', severity: 'HIGH', alert_type: 'X', message: '', state: 'OPEN' } as const;
  bench.store.transaction(() =>
    bench.store.alerts.save([
      { ...words, id: 'A-1', finding_id: 'F-1', created_at: START },
      { ...words, id: 'A-2', finding_id: 'F-2', created_at: START + MINUTE },
    ]),
  );
  const load = async () => (await bench.ask('engine.status', {})).alarms_10_min;
  bench.clock.advance(10 * MINUTE);
  expect(await load()).toBe(2);
  bench.clock.advance(MINUTE);
  expect(await load()).toBe(1);
});

it('tells which sources are heard, which fell silent and which never spoke', async () => {
  using bench = readBench();
  const { store } = bench;
  const heard = { last_event_at: START, last_received_at: START, events: 5 };
  store.transaction(() => {
    store.sources.heard([
      { source_id: store.registry.source(null, 'gps'), site_ids: [1, 2, 3], ...heard },
      { source_id: store.registry.source(null, 'small'), site_ids: [1], ...heard },
    ]);
    store.registry.source(1, 'unused');
  });
  const health = async () =>
    (await bench.ask('engine.status', {})).sources.map((source) => [
      source.code,
      source.health,
      source.sites,
    ]);
  expect(await health()).toEqual([
    ['gps', 'HEALTHY', 3],
    ['small', 'HEALTHY', 1],
    ['unused', 'NEVER', 0],
  ]);
  const sources = new SourceMemory();
  for (let minute = 0; minute < 61; minute++)
    for (const site_id of [1, 2, 3])
      sources.heard({ source: 'gps', site_id, stream: STREAM.location_updates, at: START + minute * MINUTE });
  sources.look(START);
  sources.judge(START + 66 * MINUTE + 1, () => START);
  store.transaction(() => store.state.set('sources', JSON.stringify(sources.save())));
  expect((await health()).map(([, state]) => state)).toEqual(['SILENT', 'HEALTHY', 'NEVER']);
});

it('reads beside the writer and never changes the file', () => {
  using bench = readBench();
  bench.save([findingWith({ id: 'F-1' })]);
  expect(readTwice(bench)).toEqual(['F-1', 'F-1']);
});

/** Reads the same row on the reader's own connection before and inside an open write. */
function readTwice({ store, file }: ReadBench): readonly (string | undefined)[] {
  const reader = openReader(file, MIGRATIONS);
  const read = () => createReadModel(reader.session).findings.rows('all', ['F-1', 'F-2'])[0]?.id;
  const before = read();
  const during = store.transaction(() => {
    store.findings.save([findingWith({ id: 'F-2' })]);
    return read();
  });
  reader.close();
  return [before, during];
}
