import { randomUUID } from 'node:crypto';
import { localActor } from '#core/model/actor.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { type OpenStore, openStore } from '#main/adapters/sqlite/store.ts';
import { createEngine, type Engine } from '#main/services/engine.ts';
import { createFakeClock, type FakeClock } from '#test/kit/clock.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import { slotFaults } from './parts/checks.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';
import { watchedFleet } from './parts/watched-zones.ts';

const START = '2026-01-01T00:00:00Z';
const QUICKEST = 15 * MINUTE;
/** How long before and after a slot the engine ticks. */
const SHORTLY = 5 * SECOND;
const FREQUENCIES = {
  heartbeat_frequency_minutes: QUICKEST / MINUTE,
  audit_frequency_minutes: 60,
  deep_audit_frequency_hours: 24,
};
const YEAR = 365 * DAY;
/** About once in it the machine sleeps for a while, and about as often the engine is started anew. */
const MONTH = 30 * DAY;
const LONGEST_SLEEP = 12 * HOUR;
const CONTROL_YEARS = 0.02;

/** Simulated years of one site for each cadence and zone: each slot has exactly one outcome. */
export const years: Suite = {
  name: 'years',
  unit: 'simulated years',
  size: 10,
  tools: [],
  run: (setting) => liveThrough(setting, false),
  control: (setting) => liveThrough({ ...setting, size: CONTROL_YEARS }, true),
};

/** `forgetful`: the engine is started anew once, and has forgotten what was due. */
async function liveThrough({ size, random, progress }: Setting, forgetful: boolean): Promise<Tally> {
  const clock = createFakeClock(START);
  const store = openStore(':memory:', { migrations: MIGRATIONS, profile: 'scratch' });
  let engine = await bring(store, clock);
  const until = Date.parse(START) + size * YEAR;
  let [told, starts] = [1, 0];
  while (clock.now() < until) {
    engine.tick();
    const wait = untilDue(store, clock.now());
    const seldom = wait / MONTH;
    if (random.chance(seldom)) clock.pass(random.whole(QUICKEST, LONGEST_SLEEP));
    else {
      // A tick just before and one just after: nobody was away, so nothing is told as a gap.
      clock.pass(Math.max(0, wait - SHORTLY));
      engine.tick();
      clock.pass(2 * SHORTLY);
    }
    const forgets = forgetful && clock.now() > until - DAY && starts < 1;
    if (forgets) {
      clock.pass(2 * HOUR);
      store.transaction(() => store.session.prepare('DELETE FROM due').run());
    }
    if (forgets || (!forgetful && random.chance(seldom))) {
      engine = await bring(store, clock);
      starts += 1;
    }
    if (clock.now() > Date.parse(START) + told * YEAR) {
      progress(`${told} of ${size} years`);
      told += 1;
    }
  }
  const tally = new Tally();
  const { doubled, missing } = slotFaults(store.session);
  tally.cases = size;
  tally.add({ doubled, lost: missing }, 'in the ledger');
  tally.notes.push(`${count(store)} slots, ${starts} starts`);
  store.close();
  return tally;
}

/** Until the next slot of any site, ms. */
function untilDue(store: OpenStore, now: number): number {
  const next = Math.min(...store.schedule.due().map(({ next_slot }) => next_slot ?? now + QUICKEST));
  return Number.isFinite(next) ? Math.max(SHORTLY, next - now) : MINUTE;
}

const count = (store: OpenStore): number =>
  store.session
    .pluck<[], number>(
      `SELECT coalesce((SELECT sum(site_count) FROM ledger), 0) + coalesce(
       (SELECT sum(site_count * ((into_slot - from_slot) / period)) FROM missed_run), 0)`,
    )
    .get() ?? 0;

/** The engine over what is stored, as a start brings it up. */
async function bring(store: OpenStore, clock: FakeClock): Promise<Engine> {
  const engine = createEngine({
    store,
    clock,
    timers: clock,
    randomId: randomUUID,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    emit: () => {},
    rowsOf: () => [],
    configurationFiles,
  });
  const files = [{ name: 'fleet.json', text: JSON.stringify(watchedFleet(FREQUENCIES)) }];
  const caller = { actor: localActor('ada'), scope: 'all' } as const;
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, caller);
  return engine;
}
