/*
 * The engine with its gates on a data folder, made to be killed at any instant. It says `{ address, key }` when it listens;
 * the drop folder is `drop` beside the database.
 */
import { existsSync } from 'node:fs';
import { ADA } from './engine-bench.ts';
import { INTAKE_FLEET, openWithGates } from './intake-bench.ts';

const [database = '', life = ''] = process.argv.slice(2);
const isNew = !existsSync(database);
const log = { info: () => {}, warn: () => {}, error: () => {} };
const { engine } = await openWithGates(database, log);
if (isNew) {
  const files = [{ name: 'fleet.json', text: JSON.stringify(INTAKE_FLEET) }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, ADA);
}
engine.start();
const { key } = await engine.handlers['keys.add']({ name: `life-${life}`, tenant: 'T-1' }, ADA);
const { http } = await engine.handlers['intake.configure']({ http: true, port: 0, drop: true }, ADA);
process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${http.port}`, key })}\n`);
