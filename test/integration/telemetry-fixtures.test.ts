import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

type Stream = keyof typeof STREAM;

const FOLDER = join(import.meta.dirname, '../fixtures/telemetry');
/** One guard with one phone, which other systems know by its number. */
const document = fleetDocument({
  site: () => ({
    people: [{ code: 'G-1', name: 'John Doe', role: 'guard' }],
    devices: [{ code: 'D-1', kind: 'phone', person: 'G-1', external_id: '860000000000001' }],
    shifts: [],
  }),
});

/** What each example holds, in the order in which it says it. */
const HOLDS: Readonly<Record<string, readonly Stream[]>> = {
  'alertmanager-0.15.json': ['alert'],
  'alertmanager-0.28.json': ['alert', 'alert', 'alert'],
  'alertmanager.json': ['alert', 'alert'],
  'events.ndjson': [
    'phone_events',
    'location_updates',
    'tour_checkpoints',
    'tour',
    'task',
    'attendance',
    'check_in',
    'device_heartbeats',
    'alert',
    'undeclared_metric',
  ],
  'grafana.json': ['alert'],
  'owntracks-android.ndjson': [
    'location_updates',
    'location_updates',
    'device_heartbeats',
    'device_heartbeats',
  ],
  'owntracks-ios.ndjson': [
    'location_updates',
    'location_updates',
    'location_updates',
    'device_heartbeats',
    'device_heartbeats',
    'device_heartbeats',
  ],
  'owntracks.ndjson': ['location_updates', 'location_updates', 'device_heartbeats', 'device_heartbeats'],
  'traccar-4-event.json': ['location_updates', 'device_heartbeats'],
  'traccar-4-position.json': ['location_updates'],
  'traccar-5-event.json': ['location_updates', 'alert'],
  'traccar-5-position.json': ['location_updates'],
  'traccar-6-alarms.json': ['location_updates', 'alert', 'alert'],
  'traccar-6-event.json': ['device_heartbeats'],
  'traccar-6-position.json': ['location_updates'],
};
const nameOf = (id: number) => Object.entries(STREAM).find(([, each]) => each === id)?.[0];

it('has an example of every format, and no other', () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(Object.keys(HOLDS).toSorted());
});

it.each(Object.entries(HOLDS))('reads all of %s, each event once', async (file, streams) => {
  await using bench = await engineBench('2026-01-10T07:30:00Z');
  await bench.configure(document);
  const written = readFileSync(join(FOLDER, file), 'utf8');
  // A request is one record over several lines; a file of telemetry has one in each.
  const text = file.endsWith('.json') ? JSON.stringify(JSON.parse(written)) : written;
  const ingest = () => bench.engine.handlers['telemetry.ingest']({ file, first_line: 1, text }, ADA);
  const nothing = { quarantined: 0, problems: [] };
  expect(await ingest()).toEqual({ accepted: streams.length, duplicates: 0, ...nothing });
  expect(await ingest()).toEqual({ accepted: 0, duplicates: streams.length, ...nothing });
  const reader = new Database(bench.file, { readonly: true });
  const stored = reader.prepare<[], number>('SELECT stream FROM event_hot ORDER BY seq').pluck().all();
  reader.close();
  expect(stored.map(nameOf)).toEqual(streams);
});
