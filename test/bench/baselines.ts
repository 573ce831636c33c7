/*
 * npm run bench -- baselines [SITES] [DAYS] [--json FILE]: what learning costs the real engine on a real file: the learning phase
 * from stored history, one bucket of all sites through the store, keeping and bringing back every model, and the memory of it.
 * Each beside a floor measured in the same run. It reports; it never fails because of a figure.
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createSiteQuarters, QUARTER, quarterAt, startOf } from '#core/anomaly/quarters.ts';
import { STATE_BYTES } from '#core/anomaly/state.ts';
import { createRandom } from '#core/kit/random.ts';
import { STREAM } from '#core/model/event.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import type { EventRow } from '#main/ports/store.ts';
import { type Facts, Models } from '#main/services/baselines/models.ts';
import { rebuilt } from '#main/services/baselines/rebuilt.ts';
import { Baselines } from '#main/services/baselines/service.ts';
import { drain } from '#main/services/engine/slices.ts';
import { calibration, loadAverage } from '#test/kit/figures.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { readBench } from '#test/kit/read-bench.ts';

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const [sites = 200, days = 30] = positionals.map(Number);
const STREAMS = [
  STREAM.phone_events,
  STREAM.location_updates,
  STREAM.tour_checkpoints,
  STREAM.task_completions,
  STREAM.device_heartbeats,
] as const;
const REPEATS = 5;
/** A fleet of this size is what the goals speak of. */
const FLEET = 10_000;
const START = Date.parse('2026-01-05T00:00:00Z');

const time = <T>(work: () => T): { readonly ms: number; readonly value: T } => {
  const began = performance.now();
  const value = work();
  return { ms: performance.now() - began, value };
};
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

using bench = readBench(
  fleetDocument({ sites, site: () => ({ timezone: 'UTC', people: [], devices: [], shifts: [], tours: [] }) }),
);
const { store, fleet } = bench;
const to = START + days * DAY;

/** One event a quarter of an hour and stream, give or take, through the real intake tables. */
function fill(from: number, until: number): void {
  const random = createRandom(`bench ${from}`);
  for (let at = from; at < until; at += QUARTER) {
    const rows = fleet().sites.flatMap(({ id }) =>
      STREAMS.filter(() => random.chance(0.9)).map(
        (stream): EventRow => ({
          key: Math.floor(random.next() * Number.MAX_SAFE_INTEGER),
          site_id: id,
          stream,
          ts: at + random.whole(0, 14) * MINUTE,
          delay_s: null,
          person_id: null,
          lat: null,
          lon: null,
          acc: null,
          ref: null,
          origin: null,
          detail: null,
          activity: null,
        }),
      ),
    );
    store.transaction(() => store.events.insert(rows));
    if (at % DAY === 0) store.events.merge(at);
  }
  store.events.merge(until);
}

const filled = time(() => fill(START, to));
const models = new Models(store);
const baselines = new Baselines(store, store.events, models);
const all = fleet().sites;

const built = time(() =>
  drain(baselines.build(fleet(), { days, until: to + 2 * QUARTER }, to + 2 * QUARTER)),
);
// The floor of the learning phase: the counters of every site, read and thrown away.
const read = time(() => {
  let rows = 0;
  for (const { id } of all) rows += store.events.quarterHours(START, to, [id]).length;
  return rows;
});

const facts: Facts = {
  firstSlot: () => START,
  watchedSince: () => START,
  heardBefore: () => true,
  outages: () => [],
};
const buckets: number[] = [];
const writes: number[] = [];
for (let repeat = 0; repeat < REPEATS; repeat++) {
  const at = to + (repeat + 3) * QUARTER;
  fill(at - 2 * QUARTER, at - QUARTER);
  const taken = time(() => models.take(all, at, facts));
  const written = time(() => store.transaction(() => models.write(taken.value)));
  models.commit(taken.value);
  buckets.push(taken.ms);
  writes.push(written.ms);
}
const perFleet = FLEET / sites;

const kept = time(() =>
  store.transaction(() => store.baselines.keep(all.flatMap((site) => models.of(site).checkpoint() ?? []))),
);
const loaded = time(() => rebuilt(store, all, models.streamsOf, null));
// A day after its checkpoint a site has 96 buckets to take in again.
const end = models.of(all[0] ?? fail()).taken_to ?? quarterAt(to);
const dayBefore = time(() => {
  const again = rebuilt(store, all.slice(0, 1), models.streamsOf, end);
  const quartersOf = createSiteQuarters(all[0] ?? fail(), new Set());
  const rows = store.baselines.scored([all[0]?.id ?? 0], end - 96, end);
  for (const row of rows) again[0]?.repeat(quartersOf(row.quarter).slot, row.samples, () => 'COUNT');
  return startOf(end);
});

function fail(): never {
  throw new Error('no sites');
}

const figures = {
  sites,
  days,
  fill_s: filled.ms / 1_000,
  build_ms_a_site: built.ms / sites,
  build_1000_sites_s: built.ms / sites, // ms a site are s a thousand
  build_to_reading: built.ms / read.ms,
  bucket_10000_sites_ms: median(buckets) * perFleet,
  bucket_us_a_metric: (median(buckets) * 1_000) / (sites * STREAMS.length),
  bucket_write_10000_sites_ms: median(writes) * perFleet,
  keep_10000_sites_s: (kept.ms * perFleet) / 1_000,
  load_10000_sites_s: (loaded.ms * perFleet) / 1_000,
  repeat_a_day_10000_sites_s: (dayBefore.ms * FLEET) / 1_000,
  rss_mib: process.memoryUsage.rss() / 2 ** 20,
  state_mib_10000_sites: (FLEET * STREAMS.length * STATE_BYTES) / 2 ** 20,
  calibration: calibration(),
  load_average: loadAverage(),
};
console.table(
  Object.entries(figures).map(([figure, value]) => ({
    figure,
    value: typeof value === 'number' ? Math.round(value * 100) / 100 : value,
  })),
);
console.log(JSON.stringify(figures));
if (values.json !== undefined) appendFileSync(values.json, `${JSON.stringify(figures)}\n`);
