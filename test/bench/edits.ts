/*
 * npm run bench -- edits [SITES]: what a person changes at all sites at once, and how long the engine's thread gives nobody else a turn meanwhile.
 * The engine is the real one on a real file with two hours of telemetry, alone in this process; between two of its turns this process does nothing but look
 * at the clock. Goal: no turn over 50 ms.
 */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Answer, CommandName, Input } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { ParsedConfiguration } from '#main/ports/configuration-files.ts';
import type { Engine } from '#main/services/engine.ts';
import { calibration, loadAverage } from '#test/kit/figures.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { fillFleet, fleetConfiguration, openFleet } from './parts/fleet-of.ts';
import { DESK } from './performance/parts/fixture.ts';

const SITES = Number(process.argv[2] ?? 10_000);
const HOURS = 2;

/** A turn of the thread: on the clock, and how much of it the thread ran, ms. */
type Turn = { readonly wall: number; readonly cpu: number };

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Every turn of the thread until the work is done. */
async function turnsOf(work: Promise<unknown>): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  let isOver = false;
  void work.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  for (let [wall, cpu] = [performance.now(), cpuMs()]; !isOver; ) {
    await setImmediate();
    turns.push({ wall: performance.now() - wall, cpu: cpuMs() - cpu });
    [wall, cpu] = [performance.now(), cpuMs()];
  }
  return turns;
}

const COLUMNS = ['longest ms', 'most CPU ms', 'over 50', 'by CPU', 'whole ms'];
const told = (values: readonly string[]): string =>
  values.map((value, column) => value.padStart((COLUMNS[column]?.length ?? 0) + 2)).join('');

async function measure<M extends CommandName>(
  engine: Engine,
  what: string,
  method: M,
  input: Input<M>,
): Promise<Answer<M>> {
  // Safe: the handler of a name gets what the schema of that name has just parsed.
  const handle = engine.handlers[method] as (parsed: unknown, caller: unknown) => unknown;
  const parsed = methods[method].input.parse(input);
  const [startedAt, cpu] = [performance.now(), cpuMs()];
  // The first turn begins with the work itself.
  const work = (async () => handle(parsed, DESK))();
  const first = { wall: performance.now() - startedAt, cpu: cpuMs() - cpu };
  const turns = [first, ...(await turnsOf(work))];
  const answer = await work;
  const values = [
    Math.max(...turns.map((turn) => turn.wall)).toFixed(0),
    Math.max(...turns.map((turn) => turn.cpu)).toFixed(0),
    String(turns.filter((turn) => turn.wall > 50).length),
    String(turns.filter((turn) => turn.cpu > 50).length),
    (performance.now() - startedAt).toFixed(0),
  ];
  console.log(`${told(values)}  ${what}`);
  return answer as Answer<M>; // safe: what the handler of that name answers
}

using folder = tempFolder();
const database = join(folder.path, 'vigil.db');
const until = Math.floor(Date.now() / MINUTE) * MINUTE;
const shape = { sites: SITES, hours: HOURS, perHour: 12, oneQuietIn: 0, from: until - HOURS * HOUR };
const { events } = await fillFleet(database, shape);
/** In the program files are read in another thread: here before it is measured. */
let read: Promise<ParsedConfiguration> | null = null;
const open = await openFleet(
  database,
  { ...systemClock, ...systemTimers, set() {} },
  {
    facts: { version: 'bench', host: 'cli', demo: false, timezone: 'UTC' },
    configurationFiles: { ...configurationFiles, parse: (files) => read ?? configurationFiles.parse(files) },
  },
);
const { engine } = open;
console.log(told(COLUMNS));
const sites = engine.fleet().sites.map(({ code }) => code);
const version = () => engine.fleet().version;
const targets = engine.fleet().sites.map(({ tenant, code }) => ({ scope: 'SITE' as const, tenant, code }));
console.log(`${SITES} sites, ${events} events, calibration ${calibration()} ms, load ${loadAverage()}`);

await measure(engine, 'checkup of a site begun', 'checkups.begin', { site: sites[0] ?? '' });
await measure(engine, 'checkup of the installation begun', 'checkups.begin_installation', {});
const step = {
  ...{ phase: 'PILOT' as const, sites, base_version: version() },
  values: {
    ...{ enabled: true, alert_severity_threshold: 'HIGH' as const, heartbeat_priority: null },
    ...{ anomaly_detection: null, sensitivity: null, actions: false },
  },
};
await measure(engine, 'rollout tried at all sites', 'rollout.apply', { ...step, dry_run: true });
await measure(engine, 'rollout applied at all sites', 'rollout.apply', { ...step, dry_run: false });
const [applied] = open.store.rollout.steps();
await measure(engine, 'rollout undone', 'rollout.undo', { id: applied?.id ?? '' });
const edit = { base_version: version(), changes: [{ targets, set: { 'audit.alert_on_finding': false } }] };
await measure(engine, 'all sites edited, tried', 'configuration.edit', { ...edit, dry_run: true });
await measure(engine, 'all sites edited', 'configuration.edit', { ...edit, dry_run: false });
await measure(engine, 'the edit undone', 'configuration.roll_back', { version: version(), dry_run: false });
const document = fleetConfiguration(shape);
const text = JSON.stringify({
  ...document,
  tenants: (document.tenants ?? []).map((tenant) => ({
    ...tenant,
    clients: (tenant.clients ?? []).map((client) => ({
      ...client,
      sites: (client.sites ?? []).map((site) => ({ ...site, priority: 2 })),
    })),
  })),
});
const file = { files: [{ name: 'fleet.json', text }], deactivate_missing: false };
const parsedFile = await configurationFiles.parse(file.files);
read = Promise.resolve(parsedFile);
await measure(engine, 'an import of all sites, tried', 'configuration.import', { ...file, dry_run: true });
await measure(engine, 'an import of all sites', 'configuration.import', { ...file, dry_run: false });
await measure(engine, 'the import undone', 'configuration.roll_back', { version: version(), dry_run: false });
open.close(true);
console.log(`goal: no turn over 50 ms. load ${loadAverage()}`);
