/*
 * Wants to be the engine of a folder, as every start of the program does: takes the lock or waits for it, opens the engine,
 * lets what is due run. Told on standard input: `go` to try, again and again until it has it, `end` to stop properly.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { localActor } from '#core/model/actor.ts';
import { MINUTE } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { openEngine } from '#main/open-engine.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import type { ContenderSettings } from './contender.ts';
import { startOf, turnsFleet } from './turns.ts';

/** A start that finds the folder taken tries again this soon. */
const ASK_EVERY_MS = 50;
/** What a holder runs before it says that it holds. */
const MINUTES_RUN = 3;
/** Minutes of the simulated night in a second: whoever takes over goes on later than the one before it has run. */
const MINUTES_A_SECOND = 100;

// Safe: contender.ts alone starts this program, with these settings.
const settings = JSON.parse(process.argv[2] ?? '') as ContenderSettings;
const say = (word: string) => process.stdout.write(`${word}\n`);

async function hold(): Promise<() => void> {
  const clock = createFakeClock(startOf(((Date.now() - settings.origin) / 1_000) * MINUTES_A_SECOND));
  const { engine, close } = await openEngine({
    database: join(settings.folder, 'vigil.db'),
    migrations: join(settings.resources, 'migrations'),
    runbooks: join(settings.resources, 'runbooks'),
    version: 'test',
    clock,
    timers: clock,
    log: { info: () => {}, warn: () => {}, error: (message) => void say(`FAILED ${message}`) },
    emit: () => {},
    configurationFiles,
  });
  const caller = { actor: localActor('ada'), scope: 'all' } as const;
  const files = [{ name: 'fleet.json', text: JSON.stringify(turnsFleet) }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, caller);
  engine.start();
  clock.advance(MINUTES_RUN * MINUTE);
  return () => close(true);
}

/** Returns what ends the hold, or null while another has the folder. */
async function attempt(): Promise<(() => void) | null> {
  if (settings.bug === 'no lock') return hold();
  const lock = acquireLock(settings.folder);
  if (lock === null) return null;
  const end = await hold();
  return () => {
    end();
    lock.release();
  };
}

const held: { end: (() => void) | null } = { end: null };
async function contend(): Promise<void> {
  held.end = await attempt().catch((error: unknown) => {
    say(`FAILED ${error instanceof Error ? error.message : String(error)}`);
    return null;
  });
  if (held.end !== null) return void say('HOLDS');
  say('REFUSED');
  setTimeout(() => void contend(), ASK_EVERY_MS);
}

say('READY');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'go') void contend();
  else break;
}
held.end?.();
process.exit(0);
