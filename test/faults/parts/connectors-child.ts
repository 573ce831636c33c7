/*
 * The engine with every way in open, made to be killed at any instant. It says `{ address, key }` when its listener is. The first life makes the fleet,
 * the brokers and the server; the others find them in the file.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import type { Answer } from '#contract/index.ts';
import { Refused } from '#main/services/handlers.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { INTAKE_FLEET, openWithGates } from '#test/kit/intake-bench.ts';
import { SIGN_IN } from '#test/kit/traccar-server.ts';
import { type ConnectorSettings, MQTT_MAPS } from './connectors-life.ts';
import { pause } from './pause.ts';
import { forgetIdentity, settleEarly } from './seeded-bugs.ts';

// Safe: connectors-life.ts alone starts this program.
const { database, files, brokers, traccar, bug } = JSON.parse(process.argv[2] ?? '{}') as ConnectorSettings;

const TRIED_AGAIN_AFTER_MS = 500;

const isNew = !existsSync(database);
if (!isNew && bug === 'knows nothing again') forget();
const log = { info: () => {}, warn: () => {}, error: () => {} };
const program = await openWithGates(database, log, {
  resources: files.resources,
  thread: pathToFileURL(files.thread),
  parser: pathToFileURL(files.parser),
});
const { engine, store } = program;
if (bug === 'settles before it stores') settleEarly(program);
if (bug === 'knows nothing again') forgetIdentity(store);
if (isNew) {
  const fleet = [{ name: 'fleet.json', text: JSON.stringify(INTAKE_FLEET) }];
  await engine.handlers['configuration.import'](
    { files: fleet, dry_run: false, deactivate_missing: false },
    ADA,
  );
  const maps = MQTT_MAPS.map((map) => ({ ...map, fields: { ...map.fields } }));
  for (const { name, version, port } of brokers)
    await engine.handlers['mqtt.save']({ name, url: `mqtt://127.0.0.1:${port}`, version, maps }, ADA);
  const { user, password } = SIGN_IN;
  await engine.handlers['traccar.save'](
    { name: 'fleet', url: traccar, user, password, every_minutes: 1 },
    ADA,
  );
}
engine.start();
const { key } = await engine.handlers['keys.add'](
  { name: `life-${process.pid}-${Date.now()}`, tenant: 'T-1' },
  ADA,
);
const { http } = await opened();
process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${http.port}`, key })}\n`);

/** On a machine that is busy with other things the thread may be given up and started anew meanwhile. */
async function opened(): Promise<Answer<'intake.configure'>> {
  for (;;) {
    try {
      return await engine.handlers['intake.configure']({ http: true, port: 0, drop: true }, ADA);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'unavailable') throw error;
      await pause(TRIED_AGAIN_AFTER_MS);
    }
  }
}

/** Neither the messages that were taken without an acknowledgement, nor how far a file was read. */
function forget(): void {
  const db = new Database(database);
  db.exec("DELETE FROM engine_state WHERE name LIKE 'gates.marks.taken.%'; DELETE FROM drop_file");
  db.close();
}
