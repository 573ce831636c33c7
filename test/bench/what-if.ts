/*
 * npm run bench -- what-if [SITES] [DAYS]: trials of changed settings, of one site and of all, by the built threads as the
 * program starts them: the first of a fresh start, the next with another value, which finds its threads warm and one side known, and one
 * that was prepared while somebody entered its value.
 * Prints a line each: wall time, processor time of all threads (the threads step aside for
 * whatever else runs), and the wall time per site and day beside a plain replay of everything and the floor, the bare reading of
 * the events of all.
 */
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TrialOrder } from '#contract/what-if.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { createReplayedEvents } from '#main/adapters/sqlite/events/index.ts';
import { createState } from '#main/adapters/sqlite/state.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createTrials } from '#main/workers/what-if-client.ts';
import { loadAverage } from '#test/kit/figures.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import { benchClock } from './parts/fleet-of.ts';
import { tellStory } from './parts/told-story.ts';

const [sites = 10, days = 30] = process.argv.slice(2).map(Number);
using story = tellStory({ sites, days, seed: 7 });
const { database, timings } = story;
const trials = createTrials({
  ...{ file: new URL('../../out/main/what-if.js', import.meta.url), database, migrations: MIGRATIONS },
  ...{ dataFolder: dirname(database), clock: benchClock(story.to), timers: systemTimers },
  log: { info() {}, warn: console.error, error: console.error },
});
const codes = codesOf(database);
const plain = (timings.replay ?? 0) / (sites * days);
const floor = readingOf(database) / (sites * days);
const rows = [];
for (const [tried, trial, least] of [
  [codes.slice(0, 1), 'first', 4],
  [codes.slice(0, 1), 'next', 5],
  [codes.slice(0, 1), 'prepared', 4],
  [codes, 'first', 4],
  [codes, 'next', 5],
] as const) {
  if (trial === 'prepared') await prepared(tried);
  const cpu = process.cpuUsage();
  const took = await timeOf(tried, least);
  const { user, system } = process.cpuUsage(cpu);
  if (trial !== 'first') await trials.close();
  rows.push({
    ...{ sites: tried.length, trial, days, seconds: Math.round(took / 10) / 100 },
    'cpu seconds': Math.round((user + system) / 10_000) / 100,
    'ms a site and day': Math.round((took / (tried.length * days)) * 10) / 10,
    'beside a plain replay': Math.round((took / (tried.length * days) / plain) * 100) / 100,
    'beside the floor': Math.round((took / (tried.length * days) / floor) * 10) / 10,
  });
}
console.table(rows);
console.log(
  JSON.stringify({ bench: 'what-if', rows, plain_ms: plain, floor_ms: floor, load: loadAverage() }),
);

/** As the screen does while somebody enters a value. */
async function prepared(tried: readonly string[]): Promise<void> {
  await trials.prepare({ target: { scope: 'SITE', sites: [...tried] }, changes: [], days }, 'all');
  const isUnderWay = () => readdirSync(dirname(database)).some((name) => name.startsWith('replay-'));
  while (isUnderWay()) await pause(50);
}

async function timeOf(tried: readonly string[], min_count: number): Promise<number> {
  const order: TrialOrder = {
    target: { scope: 'SITE', sites: [...tried] },
    changes: [{ field: 'signal_thresholds.phone_events', value: { min_count, window_minutes: 60 } }],
    days,
  };
  const startedAt = performance.now();
  const { comparison } = await trials.start(order, 'all', () => {});
  const { findings } = await comparison;
  if (findings.before === 0) throw new Error('the trial found nothing at all');
  return performance.now() - startedAt;
}

/** How long it takes to read every event in the order of its reception, ms. */
function readingOf(file: string): number {
  const live = openReader(file, MIGRATIONS);
  try {
    const startedAt = performance.now();
    const events = createReplayedEvents(live.session, createState(live.session)).received(
      story.from,
      story.to,
    );
    let read = 0;
    for (const _ of events) read += 1;
    if (read === 0) throw new Error('there are no events');
    return performance.now() - startedAt;
  } finally {
    live.close();
  }
}

function codesOf(file: string): readonly string[] {
  const live = openReader(file, MIGRATIONS);
  try {
    const documents = createConfigurationRepo(live.session).documents();
    return documents.flatMap(({ scope, code }) => (scope === 'SITE' ? [code] : []));
  } finally {
    live.close();
  }
}
