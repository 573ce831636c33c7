import { expect, it } from 'vitest';
import { localActor, SYSTEM } from '#core/model/actor.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { noteFailures } from '#main/services/audits/rule-health.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { readBench } from '#test/kit/read-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
const numbers = { breaches: 2, opened: 1, suppressed: 1, failures: 0, queries: 3 };

it('says of a new installation that nothing ran, and nothing that it does not know', async () => {
  using bench = readBench();
  const page = await bench.ask('engine.page', {});
  expect(page.cadences.map(({ rounds, p50_ms }) => ({ rounds, p50_ms }))).toEqual(
    Array.from({ length: 3 }, () => ({ rounds: 0, p50_ms: null })),
  );
  expect(page.upkeep).toEqual([]);
  expect(page.sources).toEqual([]);
  expect(page.rules.length).toBeGreaterThan(20);
  expect(page.rules.every(({ failures, last_failure }) => failures === 0 && last_failure === null)).toBe(
    true,
  );
  expect(page.database.file_bytes).toBeGreaterThan(0);
  expect(page.database.free_bytes).toBeGreaterThan(0);
  expect(page.database.schema_version).toBeGreaterThanOrEqual(5);
});

it('tells of upkeep what the program did, not what people decided under the same name', async () => {
  using bench = readBench();
  const { store } = bench;
  const row = { entity: 'engine', entity_id: 'retention', before: null, after: null } as const;
  store.transaction(() => {
    store.state.set('upkeep.retention.due', String(START + HOUR));
    store.trail.append([
      { ...row, at: START - HOUR, actor: SYSTEM, action: 'engine.purged', reason: null },
      { ...row, at: START, actor: localActor('Ada'), action: 'retention.held', reason: 'A claim is open' },
    ]);
  });
  const { upkeep } = await bench.ask('engine.page', {});
  expect(upkeep).toEqual([{ job: 'retention', due_at: START + HOUR, last_at: START - HOUR, problems: '' }]);
});

it('tells the rounds of a day with what they took and how late they were, and the turns to come', async () => {
  using bench = readBench();
  const { store } = bench;
  const round = { cadence: 'HEARTBEAT', into_slot: null, ...numbers } as const;
  const due = {
    site_id: 1,
    first_slot: START,
    last_slot: START,
    last_run_at: START,
    watched_since: START,
    runs: 1,
  };
  store.transaction(() => {
    for (const [slot, duration_ms] of [
      [START - 25 * HOUR, 900],
      [START - 10 * MINUTE, 8],
      [START - 5 * MINUTE, 2],
    ] as const)
      store.schedule.record({
        ...round,
        outcome: 'RAN',
        slot,
        duration_ms,
        ran_at: slot + 40,
        site_ids: [1, 2],
      });
    store.schedule.record({
      ...round,
      outcome: 'SKIPPED',
      slot: START - MINUTE,
      duration_ms: 0,
      ran_at: START,
      site_ids: [1],
    });
    store.schedule.save([
      { ...due, cadence: 'HEARTBEAT', next_slot: START - MINUTE },
      { ...due, site_id: 2, cadence: 'HEARTBEAT', next_slot: START + 5 * MINUTE },
      { ...due, cadence: 'DEEP', next_slot: START + 40 * MINUTE },
    ]);
  });
  const page = await bench.ask('engine.page', {});
  const planned = { overdue: 1, next_slot: START + 5 * MINUTE, in_5_min: 1, in_15_min: 1, in_60_min: 1 };
  expect(page.due[0]).toEqual({ cadence: 'HEARTBEAT', ...planned });
  // Site 1 waits for its planned slot, site 2 for the one that will be planned.
  expect(page.due[2]).toMatchObject({ overdue: 0, in_60_min: 2 });
  expect(page.cadences[0]).toMatchObject({
    cadence: 'HEARTBEAT',
    rounds: 2,
    skipped: 1,
    p50_ms: 2,
    p95_ms: 8,
    max_ms: 8,
    p50_ms_a_site: 1,
    max_late_ms: 40,
    breaches: 4,
  });
  expect(page.cadences[0]?.newest.map(({ slot }) => slot)).toEqual([START - 5 * MINUTE, START - 10 * MINUTE]);
});

it('names a rule that failed, by what it said last', async () => {
  using bench = readBench();
  const failure = { site: 'S-1', rule: 'SILENT_SITE', message: 'x is not a number' };
  bench.store.transaction(() => noteFailures(bench.store, [failure, failure], START - HOUR));
  const { rules } = await bench.ask('engine.page', {});
  expect(rules.find(({ rule }) => rule === 'SILENT_SITE')).toEqual({
    rule: 'SILENT_SITE',
    cadence: 'HEARTBEAT',
    failures: 2,
    last_failure: { at: START - HOUR, site: 'S-1', message: 'x is not a number' },
  });
});

it('counts each slot of the last 24 h that was missed, of runs that began long before and of those an older Vigil wrote', async () => {
  using bench = readBench();
  const { store } = bench;
  const of = (cadence: 'HEARTBEAT' | 'DEEP', period: number) => ({
    cadence,
    period,
    site_ids: [1],
    ran_at: START,
  });
  store.transaction(() => {
    store.schedule.missed({
      ...of('HEARTBEAT', 5 * MINUTE),
      from_slot: START - 365 * 24 * HOUR,
      into_slot: START,
    });
    store.schedule.missed({ ...of('DEEP', HOUR), from_slot: START - 3 * HOUR, into_slot: START });
    const old = {
      cadence: 'DEEP',
      outcome: 'COALESCED',
      into_slot: START,
      site_ids: [1],
      ran_at: START,
    } as const;
    store.schedule.record({ ...old, ...numbers, slot: START - 4 * HOUR, duration_ms: 0 });
  });
  const { cadences } = await bench.ask('engine.page', {});
  expect(cadences.map(({ cadence, coalesced }) => [cadence, coalesced])).toEqual([
    ['HEARTBEAT', 24 * 12 - 1],
    ['COMPREHENSIVE', 0],
    ['DEEP', 4],
  ]);
});

it('counts what is in quarantine by its reason, as far as the caller may see it', async () => {
  using bench = readBench(fleetDocument({ sites: 2, tenants: 2 }));
  const { store } = bench;
  const line = { detail: 'too new', place: 'line 1' } as const;
  store.transaction(() => {
    store.quarantine.add({ ...line, at: START - HOUR, reason: 'FUTURE', site: 'S-1', raw: 'a' });
    store.quarantine.add({ ...line, at: START - 30 * HOUR, reason: 'FUTURE', site: 'S-2', raw: 'b' });
  });
  expect((await bench.ask('engine.page', {})).quarantine).toEqual([
    { reason: 'FUTURE', total: 2, last_24_h: 1 },
  ]);
  expect((await bench.ask('engine.page', {}, { tenants: ['T-2'] })).quarantine).toEqual([
    { reason: 'FUTURE', total: 1, last_24_h: 0 },
  ]);
});

it('costs as many statements among many sites as among few', async () => {
  const statements = async (sites: number) => {
    using bench = readBench(fleetDocument({ sites }));
    const before = bench.statements();
    await bench.ask('engine.page', {});
    return bench.statements() - before;
  };
  expect(await statements(50)).toBe(await statements(1));
});
