import { type ChildProcess, fork } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ThreadSettings } from '#main/workers/settings.ts';
import { benchClock, openFleet } from '../parts/fleet-of.ts';
import { copyOf, type Fixture } from './parts/fixture.ts';
import type { Row } from './parts/row.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';
import { SPAN, spanOf } from './parts/span.ts';
import { median, REPEATS } from './parts/timing.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BUILT = join(ROOT, 'out/main');
const BARE = join(import.meta.dirname, 'children/bare.mjs');
const ENGINE = join(import.meta.dirname, 'children/engine-alone.mjs');

/**
 * Goal 12: from the start of a process to the first round of its engine, that engine being the built one in its thread. The
 * fleet's telemetry ended a minute ago or more, so that a round is due at once.
 */
export async function start({ fixture }: { readonly fixture: Fixture }): Promise<readonly Row[]> {
  using copy = copyOf(fixture);
  const left = await killed(copy.file, fixture);
  const [bare, clean, afterKill]: [number[], number[], number[]] = [[], [], []];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    bare.push(await bareNode());
    clean.push(await firstVerdict(fixture.database));
    afterKill.push(await firstVerdict(left));
  }
  const floor = { kind: 'floor', what: 'a bare Node process', figure: median(bare) } as const;
  const row = (what: string, times: readonly number[]): Row => ({
    ...{ goal: '12', what, size: sitesIn(fixture.sites), figure: median(times), unit: 'ms' },
    beside: floor,
    limits: [
      { of: 'ratio', atMost: 2 },
      ...(fixture.sites === FLEET ? [{ of: 'figure', atMost: 1_000 } as const] : []),
    ],
  });
  return [
    row('start to first verdict, after a stop', clean),
    row('start to first verdict, after kill -9', afterKill),
  ];
}

/** A process that does nothing but say that it is there. */
async function bareNode(): Promise<number> {
  const startedAt = performance.now();
  await firstMessage(fork(BARE, [], { stdio: 'inherit', execArgv: [] }));
  return performance.now() - startedAt;
}

async function firstVerdict(database: string): Promise<number> {
  using copy = copyOf({ database });
  if (existsSync(`${database}-wal`)) copyFileSync(`${database}-wal`, `${copy.file}-wal`);
  const startedAt = performance.now();
  const child = engineIn(copy.file);
  await firstMessage(child);
  const took = performance.now() - startedAt;
  await ended(child);
  return took;
}

/**
 * Leaves beside it what kill -9 leaves of a running engine: the file and the log of its last commits, which nobody has taken
 * over. Copied between two commits, they are that to the byte.
 */
async function killed(file: string, fixture: Fixture): Promise<string> {
  const { until } = fixture;
  const clock = benchClock(until);
  const open = await openFleet(file, clock);
  for (const events of spanOf(open, fixture, until - SPAN).events)
    open.engine.intake.accept(events, { stamp: until, source: 'bench' });
  const left = `${file}-killed`;
  copyFileSync(file, left);
  copyFileSync(`${file}-wal`, `${left}-wal`);
  open.close(false);
  return left;
}

function engineIn(database: string): ChildProcess {
  const file = pathToFileURL(join(BUILT, 'engine.js')).href;
  return fork(ENGINE, [JSON.stringify({ file, settings: settingsOf(database) })], {
    stdio: 'inherit',
    execArgv: [],
  });
}

function settingsOf(database: string): ThreadSettings {
  const built = (name: string) => pathToFileURL(join(BUILT, `${name}.js`)).href;
  return {
    database,
    migrations: join(ROOT, 'resources/migrations'),
    runbooks: join(ROOT, 'resources/runbooks'),
    ...{
      parser: built('parser'),
      backup: built('backup'),
      intake: built('intake'),
      printer: built('printer'),
      bundles: built('bundles'),
    },
    resources: join(ROOT, 'resources'),
    claims: null,
    secretKey: { key: null, hindrance: 'A bench keeps no secrets.' },
    facts: { version: 'bench', host: 'cli', demo: false, timezone: 'UTC' },
  };
}

function firstMessage(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`a process ended with ${code} before its first verdict`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGKILL');
  return exited;
}
