import { describe, expect, it } from 'vitest';
import { quarterAt } from '#core/anomaly/quarters.ts';
import { MINUTE } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { metric, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type Habit, habit, QUARTER } from '#test/kit/habit.ts';
import { START } from '#test/kit/quiet-site.ts';

/** Models lie in memory, as in a small fleet; or they wait in the store between two turns, as in a large one. */
const HELD = 1_000;
const ASIDE = 0;
type MostHeld = typeof HELD | typeof ASIDE;

const siteOf = ({ engine }: EngineBench) => {
  const [site] = engine.fleet().sites;
  if (site === undefined) throw new Error('no site');
  return site;
};
const stateOf = (bench: EngineBench): Float32Array | undefined =>
  bench.engine.models.of(siteOf(bench)).stateOf(bench.store.registry.signal('door_opens'))?.state.slice();

/** Everything that is to be seen of the models of a site, and what came of it. */
function seen(bench: EngineBench) {
  const site = siteOf(bench);
  const { baselines, evidence } = bench.store;
  const findings = bench.findings();
  const now = quarterAt(bench.clock.now());
  return {
    state: stateOf(bench),
    readings: bench.engine.models.readings(site),
    scored: baselines.scored([site.id], now - 60, now),
    checkpoints: baselines.checkpoints([site.id], null).map(({ quarter }) => quarter),
    findings,
    evidence: findings.map(({ id }) => evidence.of(id)),
  };
}

/** The same life of a site, once with its models in memory and once without: what was to be seen at its turns. */
async function bothLives(live: (made: Habit, see: () => void) => Promise<void>) {
  const lifeWith = async (mostHeld: MostHeld) => {
    const made = await habit(7, { anomaly_early: true }, 'COUNT', { modelsHeld: mostHeld });
    await using bench = made.bench;
    const told: ReturnType<typeof seen>[] = [];
    await live(made, () => told.push(seen(bench)));
    return told;
  };
  return { held: await lifeWith(HELD), aside: await lifeWith(ASIDE) };
}

const onlyFinding = ({ bench }: Habit): string => bench.findings()[0]?.id ?? '';

describe('models that wait in the store', () => {
  it('judge, learn and explain what those in memory do, to the bit, are taught the same, and come back from a crash', async () => {
    const { held, aside } = await bothLives(async (made, see) => {
      const { bench, live } = made;
      live(37);
      live(5, 0);
      see();
      live(2);
      await bench.restart();
      see();
      live(9);
      await bench.engine.handlers['findings.normal']({ ids: [onlyFinding(made)] }, ADA);
      see();
      live(5);
      see();
    });
    expect(held[0]?.readings.some(({ alarms }) => alarms.length > 0)).toBe(true);
    expect(held[2]?.findings).toMatchObject([{ disposition: 'BENIGN' }]);
    expect(aside).toEqual(held);
  });

  it('go back to before what came late', async () => {
    const { held, aside } = await bothLives(async ({ bench, live }, see) => {
      live(36);
      const from = bench.clock.now();
      live(5, 0);
      live(2);
      for (let quarter = 0; quarter < 5; quarter++)
        bench.say({
          ...metric('S-1', from + quarter * QUARTER + 2 * MINUTE, 'door_opens', 12),
          received_at: bench.clock.now(),
        });
      bench.clock.advance(MINUTE);
      see();
      live(5);
      see();
    });
    expect(held[0]?.findings).toMatchObject([{ explanation: { late_data: { events: 5 } } }]);
    expect(aside).toEqual(held);
  });

  it('are read at each turn and written at one of four; in a small fleet they stay in memory', async () => {
    const lies = async (mostHeld: MostHeld) => {
      const { bench, live } = await habit(1, {}, 'COUNT', { modelsHeld: mostHeld });
      await using _ = bench;
      const site = siteOf(bench);
      live(2);
      const writtenAt = new Set<number>();
      let reads = 0;
      for (let turn = 0; turn < 12; turn++) {
        const before = bench.engine.models.of(site);
        live(1);
        if (bench.engine.models.of(site) !== before) reads++;
        const [stored] = bench.store.baselines.newest([site.id]);
        if (stored !== undefined && stored.quarter !== stored.kept_to) writtenAt.add(stored.quarter);
      }
      return { reads, writes: writtenAt.size };
    };
    expect(await lies(ASIDE)).toEqual({ reads: 12, writes: 3 });
    expect(await lies(HELD)).toEqual({ reads: 0, writes: 0 });
  });

  it('come in for all sites of a deep round at once, not with questions for each', async () => {
    const deep: { readonly sites: number; readonly queries: number }[] = [];
    await using bench = await engineBench(START, {
      modelsHeld: ASIDE,
      onRound: ({ round, ...told }) => void (round.cadence === 'DEEP' && deep.push(told)),
    });
    const sites = 40;
    await bench.configure(fleetDocument({ sites, site: () => ({ timezone: 'UTC' }) }));
    bench.engine.start();
    for (let quarter = 0; quarter < 12; quarter++) {
      const now = bench.clock.now();
      bench.say(...Array.from({ length: sites }, (_, index) => phone(`S-${index + 1}`, now)));
      bench.clock.advance(QUARTER);
    }
    const late = deep.slice(deep.length / 2);
    const most = (several: boolean) =>
      Math.max(...late.filter((round) => round.sites > 1 === several).map(({ queries }) => queries));
    expect(most(true)).toBeGreaterThan(0);
    expect(most(true)).toBeLessThanOrEqual(most(false));
  });
});
