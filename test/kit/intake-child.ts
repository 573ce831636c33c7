/*
 * The engine with its gates on a data folder, made to be killed at any instant. It says `{ address, key }` when it listens;
 * the drop folder is `drop` beside the database.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { openEngine } from '#main/open-engine.ts';
import { createGateOpener } from '#main/workers/gate-thread.ts';
import { ADA } from './engine-bench.ts';
import { INTAKE_FLEET, INTAKE_THREAD } from './intake-bench.ts';
import { MIGRATIONS } from './temp-store.ts';

const [database = '', life = ''] = process.argv.slice(2);
const isNew = !existsSync(database);
const log = { info: () => {}, warn: () => {}, error: () => {} };
const world = { clock: systemClock, timers: systemTimers, log };
const { engine } = await openEngine({
  ...world,
  database,
  migrations: MIGRATIONS,
  runbooks: join(MIGRATIONS, '../runbooks'),
  version: 'test',
  emit: () => {},
  configurationFiles,
  outside: {
    openGate: createGateOpener({ ...world, file: () => INTAKE_THREAD }),
    folder: join(dirname(database), 'drop'),
  },
});
if (isNew) {
  const files = [{ name: 'fleet.json', text: JSON.stringify(INTAKE_FLEET) }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, ADA);
}
engine.start();
const { key } = await engine.handlers['keys.add']({ name: `life-${life}`, tenant: 'T-1' }, ADA);
const { http } = await engine.handlers['intake.configure']({ http: true, port: 0, drop: true }, ADA);
process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${http.port}`, key })}\n`);
