import { expect, it } from 'vitest';
import type { Cadence } from '#core/model/audit-config.ts';
import { MINUTE } from '#core/model/time.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

type Told = {
  readonly cadence: Cadence;
  readonly slot: number;
  readonly sites: number;
  readonly queries: number;
};

/** A fleet at ten in the morning, with nobody on duty: nothing is wrong. `onRound` hears of each step of a round. */
async function fleetOf(
  sites: number,
  onRound: (told: Told, bench: EngineBench) => void,
): Promise<EngineBench> {
  let bench: EngineBench | null = null;
  const made = await engineBench('2026-01-05T10:00:30Z', {
    onRound: ({ round: { cadence, slot }, sites: count, queries }) => {
      if (bench !== null) onRound({ cadence, slot, sites: count, queries }, bench);
    },
  });
  await made.configure(fleetDocument({ sites, site: () => ({ shifts: [] }) }));
  made.engine.tick();
  bench = made;
  return made;
}

it('asks the database as often for a step of many sites as for one of few, and never in a heartbeat', async () => {
  const most = new Map<string, number>();
  for (const sites of [10, 100, 1_000]) {
    let isWarm = false;
    const queries = new Map<Cadence, number>();
    await using bench = await fleetOf(sites, (told) => {
      if (isWarm) queries.set(told.cadence, Math.max(queries.get(told.cadence) ?? 0, told.queries));
    });
    bench.say(phone('S-1', bench.clock.now()));
    for (let minute = 0; minute < 61; minute += 20) {
      bench.clock.step(20 * MINUTE);
      bench.engine.tick();
    }
    isWarm = true;
    bench.clock.step(61 * MINUTE);
    bench.engine.tick();
    expect([...queries.keys()].sort()).toEqual(['COMPREHENSIVE', 'DEEP', 'HEARTBEAT']);
    expect(queries.get('HEARTBEAT')).toBe(0);
    expect(queries.get('COMPREHENSIVE')).toBeLessThanOrEqual(5);
    expect(queries.get('DEEP')).toBeLessThanOrEqual(5);
    for (const [cadence, count] of queries) most.set(`${cadence} ${count}`, count);
  }
  expect(most.size).toBe(3);
});

it('audits a large round in steps, and a heartbeat that falls due meanwhile before the rest of it', async () => {
  const told: Told[] = [];
  await using bench = await fleetOf(300, (step, { clock }) => {
    told.push(step);
    if (step.cadence === 'COMPREHENSIVE') clock.pass(MINUTE);
  });
  bench.clock.step(15 * MINUTE);
  const begunAt = bench.clock.now();
  bench.engine.tick();
  const steps = told.filter(({ cadence }) => cadence === 'COMPREHENSIVE');
  expect(Math.max(...steps.map(({ sites }) => sites))).toBeLessThanOrEqual(64);
  expect(steps.reduce((sum, { sites }) => sum + sites, 0)).toBe(300);
  const first = told.findIndex(({ cadence }) => cadence === 'COMPREHENSIVE');
  const urgent = told.slice(first).filter(({ cadence }) => cadence === 'HEARTBEAT');
  expect(urgent.length).toBeGreaterThan(3);
  expect(urgent.every(({ slot }) => slot > begunAt)).toBe(true);
  const last = told.findLastIndex(({ cadence }) => cadence === 'COMPREHENSIVE');
  expect(told.slice(first, last).some(({ cadence }) => cadence === 'HEARTBEAT')).toBe(true);
});
