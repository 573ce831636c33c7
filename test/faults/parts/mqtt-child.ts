/*
 * The engine with its gates, reading a broker, made to be killed at any instant. It says READY when it ticks. The first life makes the fleet and
 * the broker; the others find both in the file.
 */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ADA } from '#test/kit/engine-bench.ts';
import { INTAKE_FLEET, openWithGates } from '#test/kit/intake-bench.ts';
import { MQTT_MAPS, type MqttChildSettings } from './mqtt-life.ts';

// Safe: mqtt-life.ts alone starts this program.
const { database, port, bug } = JSON.parse(process.argv[2] ?? '{}') as MqttChildSettings;
/** What is acknowledged too early is stored this much later, ms. */
const STORED_LATER = 100;

const isNew = !existsSync(database);
if (!isNew && bug === 'forgets what was taken') forget();
const log = { info: () => {}, warn: () => {}, error: () => {} };
const { engine } = await openWithGates(database, log);
if (bug === 'ack before commit') hurry();
if (isNew) {
  const files = [{ name: 'fleet.json', text: JSON.stringify(INTAKE_FLEET) }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, ADA);
  const maps = MQTT_MAPS.map((map) => ({ ...map, fields: { ...map.fields } }));
  await engine.handlers['mqtt.save'](
    { name: 'yard', url: `mqtt://127.0.0.1:${port}`, version: 5, maps },
    ADA,
  );
}
engine.start();
process.stdout.write('READY\n');

/** Answers before anything is stored. */
function hurry(): void {
  const { lanes } = engine.waysIn;
  const offer = lanes.offer.bind(lanes);
  lanes.offer = (consignment) => {
    setTimeout(() => void offer(consignment), STORED_LATER);
    return Promise.resolve({ taken: true, outcomes: [] });
  };
}

/** Knows no message that was taken without an acknowledgement. */
function forget(): void {
  const db = new Database(database);
  db.prepare("DELETE FROM engine_state WHERE name LIKE 'gates.marks.%'").run();
  db.close();
}
