import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FileKind } from '#core/model/file-kind.ts';
import { toIso } from '#core/model/time.ts';
import { ColumnMapping } from '#core/telemetry/mapping/column-mapping.ts';
import { readCsvRows } from '#main/adapters/files/csv-rows.ts';
import { Refused } from '#main/services/handlers.ts';
import { recogniseBytes } from '#main/services/imports/recognise-bytes.ts';
import { mappedLines } from '#main/services/mappings/mapped-lines.ts';
import { gpxLines, traccarCsvLines } from '#main/services/telemetry/file-lines.ts';
import { readLines } from '#main/services/telemetry/read-lines.ts';
import { configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import type { Format, Outcome, Reader } from './format.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const files = (folder: string, ending: RegExp): readonly Buffer[] =>
  readdirSync(join(FIXTURES, folder))
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(join(FIXTURES, folder, name)));

const FLEET = fleetDocument({
  sites: 2,
  site: (index) => ({
    name: `Site ${index + 1}`,
    people: [{ code: 'G-1', name: 'John Doe', role: 'guard' }],
    devices: [],
    shifts: [],
    audit: { maintenance_windows: [{ days: ['SUN'], start: '02:00', end: '03:30', reason: 'Reboot' }] },
  }),
});
const LIBRARY = join(import.meta.dirname, '../../resources/runbooks');
const RUNBOOKS = ['silent-site.yaml', 'anomaly-any.yaml'].map((name) => readFileSync(join(LIBRARY, name)));
const CSV =
  'tenant,client,code,name,timezone,lat,lon,radius_m,priority,active,audit.sensitivity\nT-1,C-1,S-3,"Site, 3",Europe/Berlin,52.5,13.4,150,1,true,LOW\n';

/** The real configuration service on a real database: what is refused must leave nothing behind. */
async function configuration(name: string): Promise<Reader> {
  const bench = configurationBench();
  await bench.load({ 'fleet.json': FLEET });
  return {
    async read(bytes) {
      const before = JSON.stringify(bench.stored());
      try {
        await bench.load({ [name]: bytes.toString('utf8') }, { dry_run: bytes.length % 2 === 0 });
        return 'ACCEPTED';
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return JSON.stringify(bench.stored()) === before ? 'REFUSED' : 'PARTIAL';
      }
    },
    [Symbol.asyncDispose]: async () => bench[Symbol.dispose](),
  };
}

const AT = Date.parse('2026-01-10T12:00:00Z');

function linesOutcome(text: string, at?: [number, number][]): Outcome {
  const read = readLines(text, 1, {
    file: 'a',
    format: null,
    ...(at === undefined ? {} : { at }),
    context: { at: AT, instantOf: (wall) => wall },
  });
  // What was read can be written down: an instant that no calendar has would fail later.
  for (const { event } of read.sent) toIso(event.ts);
  return read.unreadable.length === 0 ? 'ACCEPTED' : 'REFUSED';
}

const telemetry = (
  chunks: (bytes: Buffer) => AsyncIterable<{ readonly text: string; readonly at?: [number, number][] }>,
): Format['open'] => {
  const read = async (bytes: Buffer): Promise<Outcome> => {
    let outcome: Outcome = 'ACCEPTED';
    try {
      recogniseBytes('a', bytes.subarray(0, 16_384));
      for await (const { text, at } of chunks(bytes))
        if (linesOutcome(text, at) === 'REFUSED') outcome = 'REFUSED';
      return outcome;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return 'REFUSED';
    }
  };
  return async () => ({ read, [Symbol.asyncDispose]: async () => {} });
};

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += 4_096) yield bytes.subarray(from, from + 4_096);
}
async function* lines(bytes: Buffer) {
  yield { text: bytes.toString('utf8') };
}
const ofJson = (ending: RegExp): Format => ({
  // A request is one record over several lines; a file of telemetry has one in each.
  seeds: () =>
    files('telemetry', ending).map((bytes) =>
      Buffer.from(JSON.stringify(JSON.parse(bytes.toString('utf8')))),
    ),
  open: telemetry(lines),
});
const FILE = { name: 'a', device: null };
/** The columns of a pen that guards carry. */
export const MAPPING = ColumnMapping.parse(
  JSON.parse(readFileSync(join(FIXTURES, 'guard-tour/tour-pen.json'), 'utf8')),
);

/** Every kind of file that `import` and `ingest` read. */
export const FILES: Readonly<Record<Exclude<FileKind, 'unknown'>, Format>> = {
  configuration_json: {
    seeds: () => [Buffer.from(JSON.stringify(FLEET, null, 1))],
    open: () => configuration('a.json'),
  },
  configuration_yaml: {
    seeds: () => [Buffer.from(stringify(FLEET)), ...RUNBOOKS],
    open: () => configuration('a.yaml'),
  },
  sites_csv: { seeds: () => [Buffer.from(CSV)], open: () => configuration('a.csv') },
  geofences: { seeds: () => files('geofences', /geojson$/), open: () => configuration('a.geojson') },
  calendar: { seeds: () => files('calendars', /ics$/), open: () => configuration('a.ics') },
  ndjson: { seeds: () => files('telemetry', /^events/), open: telemetry(lines) },
  owntracks: { seeds: () => files('telemetry', /^owntracks/), open: telemetry(lines) },
  traccar: ofJson(/^traccar/),
  alertmanager: ofJson(/^(alertmanager|grafana)/),
  gpx: { seeds: () => files('tracks', /gpx$/), open: telemetry((bytes) => gpxLines(pieces(bytes), FILE)) },
  traccar_csv: {
    seeds: () => files('tracks', /csv$/),
    open: telemetry((bytes) => traccarCsvLines(readCsvRows(pieces(bytes)), FILE)),
  },
  table: {
    seeds: () => files('guard-tour', /csv$/),
    open: telemetry((bytes) => mappedLines(readCsvRows(pieces(bytes)), MAPPING, 'a')),
  },
};
