import { join } from 'node:path';
import { deep } from './deep.ts';
import { memory } from './memory.ts';
import type { RunJob } from './parts/child.ts';
import type { Fixture } from './parts/fixture.ts';
import type { HourFigures } from './parts/hour.ts';
import type { Family, Options } from './parts/options.ts';
import type { Row } from './parts/row.ts';
import { eventsIn, sitesIn } from './parts/sizes.ts';
import { tableOf } from './parts/table.ts';
import { queries } from './queries.ts';
import { scheduler } from './scheduler.ts';

const NOT_COMPARED = { change: null, isWorse: false };
/** With fewer sites nothing takes long enough to be looked at. */
const LEAST_FLEET = 1_000;
/** Long enough that each site had its slot in each cadence. */
const HOUR_MINUTES = 60;
/** Without anomalies nothing new happens after the first quarter of an hour. */
const QUARTER_MINUTES = 20;

/** Families that are measured at each number of sites, on the same fleet. */
const OF_A_FLEET: readonly Family[] = [
  'start',
  'blocks',
  'heartbeat',
  'rounds',
  'deep',
  'queries',
  'memory',
  'ingest',
];

export type Measured = {
  readonly rows: readonly Row[];
  /** What could not be measured; why went to stderr. */
  readonly failed: readonly string[];
};

/** Measures what was chosen; each piece in a process of its own, one after the other. What fails does not take the rest with it. */
export async function measureFamilies(
  { families, sites, events }: Options,
  run: RunJob,
  folder: string,
): Promise<Measured> {
  const rows: Row[] = [];
  const failed: string[] = [];
  const measure: Measure = async (family, size, work) => {
    if (!families.includes(family)) return;
    const startedAt = performance.now();
    try {
      const measured = await work();
      rows.push(...measured);
      console.error(tableOf(measured.map((row) => ({ row, comparison: NOT_COMPARED }))));
    } catch (error) {
      failed.push(`${family}, ${size}`);
      console.error(error);
    }
    console.error(`${family}, ${size}: ${Math.round((performance.now() - startedAt) / 100) / 10} s`);
  };
  if (families.some((family) => OF_A_FLEET.includes(family)))
    for (const count of sites) await measureFleet(measure, run, join(folder, String(count)), count);
  await measure('disk', '1,000 sites', () => run('disk', undefined));
  await measure('scheduler', '10,000 jobs', () => scheduler(run));
  await measure('history', eventsIn(Math.max(...events)), async () => {
    const { rows: told, fleet } = await run('history', { folder, events });
    return fleet === null ? told : [...told, ...(await overHistory(run, fleet))];
  });
  return { rows, failed };
}

async function measureFleet(measure: Measure, run: RunJob, folder: string, sites: number): Promise<void> {
  const size = sitesIn(sites);
  const fixture = await run('prepare', { folder, sites, anomalies: false });
  await measure('start', size, () => run('start', { fixture }));
  if (sites >= LEAST_FLEET) await measure('blocks', size, () => run('blocks', { fixture }));
  await measure('heartbeat', size, () => run('heartbeat', { fixture }));
  await measure('rounds', size, () => run('rounds', { fixture }));
  await measureHours(measure, sites, hoursOf(run, fixture, folder));
  await measure('ingest', size, () => run('ingest', { fixture }));
}

/** The goals that ask for a whole fleet over a long history, under a size of their own. */
async function overHistory(run: RunJob, fixture: Fixture): Promise<readonly Row[]> {
  const hour = await run('hour', { fixture, minutes: QUARTER_MINUTES });
  const hours = { bare_mib: await run('bare', undefined), plain: hour, withAnomalies: null };
  const rows = [
    ...(await run('start', { fixture })),
    ...(await run('heartbeat', { fixture })),
    ...memory(fixture.sites, hours),
  ];
  return rows.map((row) => ({ ...row, size: `${row.size}, ${eventsIn(fixture.events)}` }));
}

type Measure = (family: Family, size: string, work: () => Promise<readonly Row[]>) => Promise<void>;
type Hours = {
  readonly plain: () => Promise<HourFigures>;
  readonly withAnomalies: () => Promise<HourFigures>;
  readonly bare: () => Promise<number>;
};

/** An hour of an engine is lived through once, for all that look at it. */
function hoursOf(run: RunJob, fixture: Fixture, folder: string): Hours {
  const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
    let result: Promise<T> | null = null;
    return () => (result ??= work());
  };
  return {
    plain: once(() => run('hour', { fixture, minutes: QUARTER_MINUTES })),
    withAnomalies: once(async () =>
      run('hour', {
        fixture: await run('reconfigure', { fixture, folder, anomalies: true }),
        minutes: HOUR_MINUTES,
      }),
    ),
    bare: once(() => run('bare', undefined)),
  };
}

async function measureHours(measure: Measure, sites: number, hours: Hours): Promise<void> {
  const size = sitesIn(sites);
  await measure('deep', size, async () => deep(sites, await hours.withAnomalies()));
  await measure('queries', size, async () => queries(sites, await hours.withAnomalies()));
  await measure('memory', size, async () =>
    memory(sites, {
      bare_mib: await hours.bare(),
      plain: await hours.plain(),
      withAnomalies: await hours.withAnomalies(),
    }),
  );
}
