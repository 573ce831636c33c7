/* The real engine on a clock that runs faster, with a fleet that sends all the while. Prints how much of everything it has, line by line. */

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { localActor } from '#core/model/actor.ts';
import { MINUTE } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { openEngine } from '#main/open-engine.ts';
import { eventsOfMinute, FLEET_START, fleetConfiguration } from '#test/bench/parts/fleet-of.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import { warpedTime } from './warped.ts';

export type SoakSettings = {
  readonly folder: string;
  readonly sites: number;
  readonly speed: number;
  /** How long it takes outside. */
  readonly real_ms: number;
  /** A seeded bug: of each minute something is never let go. */
  readonly leaky: boolean;
};
export type Sample = {
  readonly lived_ms: number;
  /** Bytes after everything that can be let go was let go. */
  readonly rss: number;
  /** Timers, files, sockets and threads that are open. */
  readonly resources: number;
};

/** So often it is measured: often enough for a line through a short run. */
const SAMPLES = 240;

// Safe: soak.ts alone starts this program, with these settings.
const { folder, sites, speed, real_ms, leaky } = JSON.parse(process.argv[2] ?? '') as SoakSettings;
const time = warpedTime(FLEET_START, speed);
const caller = { actor: localActor('ada'), scope: 'all' } as const;
/** 15 MiB an hour: a life of minutes, in which memory goes up and down by some, must show it. */
const LEAK = 256 * 1024;
const kept: Buffer[] = [];
const failures: string[] = [];

const { engine, close } = await openEngine({
  database: join(folder, 'vigil.db'),
  migrations: MIGRATIONS,
  runbooks: join(MIGRATIONS, '../runbooks'),
  version: 'test',
  clock: time,
  timers: time,
  log: { info: () => {}, warn: () => {}, error: (message) => void failures.push(message) },
  emit: () => {},
  configurationFiles,
});
const shape = { sites, hours: Number.POSITIVE_INFINITY, anomalies: true };
const files = [{ name: 'fleet.json', text: JSON.stringify(fleetConfiguration(shape)) }];
await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, caller);
engine.start();

let sent = FLEET_START;
const stop = time.every(MINUTE, () => {
  for (; sent + MINUTE <= time.now(); sent += MINUTE) {
    const events = eventsOfMinute(shape, sent);
    for (let first = 0; first < events.length; first += 1_000)
      engine.intake.accept(events.slice(first, first + 1_000), { stamp: time.now(), source: 'soak' });
    if (leaky) kept.push(Buffer.alloc(LEAK, 1));
  }
});
const began = performance.now();
for (let sample = 1; sample <= SAMPLES; sample += 1) {
  await pause(Math.max(0, (real_ms * sample) / SAMPLES - (performance.now() - began)));
  globalThis.gc?.();
  const told: Sample = {
    lived_ms: time.now() - FLEET_START,
    rss: process.memoryUsage.rss(),
    resources: process.getActiveResourcesInfo().length,
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
stop();
close(true);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
