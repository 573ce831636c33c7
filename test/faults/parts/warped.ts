import { join } from 'node:path';
import type { Random } from '#core/kit/random.ts';
import { localActor } from '#core/model/actor.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { openEngine } from '#main/open-engine.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';
import { faultsIn, reading } from './checks.ts';
import { type Figures, Tally } from './suite.ts';

/** So many times as fast as the day outside. */
const SPEED = 600;
const SLEEP = 8 * HOUR;

/** The machine's own clock and timers, so many times as fast; its wall clock can be stepped. */
export function warpedTime(
  start: number,
  speed: number,
): Clock & Timers & { readonly step: (ms: number) => void } {
  const origin = performance.now();
  const monotonic = () => (performance.now() - origin) * speed;
  let offset = start;
  return {
    now: () => Math.round(offset + monotonic()),
    monotonic,
    every: (ms, run) => systemTimers.every(ms / speed, run),
    after: (ms, run) => systemTimers.after(ms / speed, run),
    step(ms) {
      offset += ms;
    },
  };
}

/** One day on the real engine in real time made short: a sleep of eight hours, an hour back and forth, a second. */
export async function livedDay(
  middle: string,
  random: Random,
  fleet: string,
): Promise<Pick<Figures, 'lost' | 'doubled' | 'broken' | 'notes'>> {
  using folder = tempFolder();
  const start = Date.parse(middle) - DAY / 2;
  const time = warpedTime(start, SPEED);
  const database = join(folder.path, 'vigil.db');
  const failures: string[] = [];
  const { engine, close } = await openEngine({
    database,
    migrations: MIGRATIONS,
    runbooks: join(MIGRATIONS, '../runbooks'),
    version: 'test',
    clock: time,
    timers: time,
    log: { info: () => {}, warn: () => {}, error: (message) => void failures.push(message) },
    emit: () => {},
    configurationFiles,
  });
  const caller = { actor: localActor('ada'), scope: 'all' } as const;
  const files = [{ name: 'fleet.json', text: fleet }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, caller);
  engine.start();
  const steps = [SLEEP, -HOUR, HOUR, 1_000, -1_000].sort(() => random.next() - 0.5);
  for (const by of steps) {
    await wait((DAY - SLEEP) / steps.length);
    time.step(by);
  }
  await wait(HOUR);
  close(true);
  const tally = new Tally();
  const { doubled, broken } = reading(database, faultsIn);
  tally.add({ doubled, broken: [...broken, ...failures] }, middle);
  return tally;
}

const wait = (ms: number) => new Promise<void>((done) => void systemTimers.after(ms / SPEED, done));
