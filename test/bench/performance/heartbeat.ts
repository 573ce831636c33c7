import { rulesOf } from '#core/audit/registry.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import type { Store } from '#main/ports/store.ts';
import { loadMemory } from '#main/services/audits/memory.ts';
import { auditRound, type Round } from '#main/services/audits/round.ts';
import { Models } from '#main/services/baselines/models.ts';
import { EngineContext } from '#main/services/engine/context.ts';
import type { Engine } from '#main/services/engine.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import { benchClock, openFleet } from '../parts/fleet-of.ts';
import { copyOf, type Fixture } from './parts/fixture.ts';
import { comparison, lookUps } from './parts/floors.ts';
import { PEERS } from './parts/peers.ts';
import type { Limit, Row } from './parts/row.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';
import { createSqlHeartbeat } from './parts/sql-heartbeat.ts';
import { cpuOfEach, sideBySide } from './parts/timing.ts';

/** Short work is done so often, in site decisions, that the clock can tell. */
const DECISIONS = 500_000;

/** Goals 1, 2, 4 and 5: the decision of a heartbeat round, from memory and from the database. Nothing is wrong at any site. */
export async function heartbeat({ fixture }: { readonly fixture: Fixture }): Promise<readonly Row[]> {
  using copy = copyOf(fixture);
  const { engine, close } = await openFleet(copy.file, benchClock(fixture.until));
  close(true);
  const store = openStore(copy.file, { migrations: MIGRATIONS, profile: 'durable', check: 'none' });
  try {
    return [...fromMemory(store, engine, fixture), ...fromDatabase(store, engine.fleet(), fixture)];
  } finally {
    store.close();
  }
}

function fromMemory(store: Store, engine: Engine, { sites, until }: Fixture): readonly Row[] {
  const fleet = engine.fleet();
  const memory = { ...loadMemory(store, fleet.sites, until), anomalies: () => [] };
  // At some hours the telemetry begins amid a tour, which is found incomplete then: such a site would be asked by its rules.
  const world = {
    store: { ...store, findings: { ...store.findings, unresolved: () => [] } },
    clock: benchClock(until),
    log: QUIET,
    emit: () => {},
    rowsOf: () => [],
    fleet: () => fleet,
    zone: zoneOf('UTC'),
  };
  const context = new EngineContext(world, memory, new Models(store));
  const since = until - 90 * MINUTE;
  const round: Round = {
    cadence: 'HEARTBEAT',
    // On the whole minute some devices, which report every half hour, are at their very limit.
    at: until - SECOND,
    sites: fleet.sites,
    rules: rulesOf('HEARTBEAT'),
    watch: () => ({ first_slot: since, watched_since: since }),
    memory,
  };
  const decide = () => auditRound(round, store, [], context.begin(until), until).breaches;
  const compare = comparison(sites * 2);
  const times = Math.ceil(DECISIONS / sites);
  decide();
  const { figure, floor } = sideBySide(
    () => cpuOfEach(times, decide),
    () => cpuOfEach(times * 10, compare),
  );
  const size = sitesIn(sites);
  const what = 'heartbeat decision of all sites from memory, CPU';
  return [
    {
      ...{ goal: '1', what, size, figure, unit: 'ms' },
      beside: { kind: 'floor', what: 'the same comparisons in a typed array', figure: floor },
      limits: [{ of: 'ratio', atMost: 5 }, ...atFleet(sites, { of: 'figure', atMost: 1 })],
    },
    againstPrometheus(`${what}, against Prometheus`, sites, figure, 1_000),
  ];
}

function fromDatabase(store: Store, fleet: Fleet, fixture: Fixture): readonly Row[] {
  const { sites, until } = fixture;
  const look = lookUps(fixture.database);
  const check = createSqlHeartbeat(store, fleet, until);
  const times = Math.max(1, Math.ceil(10_000 / sites));
  check();
  const { figure, floor } = sideBySide(
    () => cpuOfEach(times, check),
    () => cpuOfEach(times, () => look.all(until)),
  );
  look.close();
  const size = sitesIn(sites);
  const what = 'heartbeat of all sites by SQL, CPU';
  return [
    {
      ...{ goal: '2', what, size, figure, unit: 'ms' },
      beside: { kind: 'floor', what: 'a prepared look-up per site and signal', figure: floor },
      limits: [{ of: 'ratio', atMost: 1.5 }, ...atFleet(sites, { of: 'figure', atMost: 50 })],
    },
    againstPrometheus(`${what}, against Prometheus`, sites, figure, 20),
    {
      ...{ goal: '5', what: `${what}, against PostgreSQL`, size, figure, unit: 'ms' },
      beside: {
        kind: 'peer',
        what: PEERS.postgresql.what,
        figure: PEERS.postgresql.cpu_ms_a_site * sites,
      },
      limits: [{ of: 'ratio', atLeast: 100 }],
    },
  ];
}

function againstPrometheus(what: string, sites: number, figure: number, atLeast: number): Row {
  const { cpu_ms_a_round, sites: fleet, what: peer } = PEERS.prometheus;
  return {
    ...{ goal: '4', what, size: sitesIn(sites), figure, unit: 'ms' },
    beside: { kind: 'peer', what: peer, figure: (cpu_ms_a_round * sites) / fleet },
    limits: sites === FLEET ? [{ of: 'ratio', atLeast }] : [],
  };
}

const atFleet = (sites: number, limit: Limit): readonly Limit[] => (sites === FLEET ? [limit] : []);

const QUIET = { info() {}, warn() {}, error: console.error };
