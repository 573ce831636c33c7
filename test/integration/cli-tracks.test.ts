import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { commandLine, PROGRAM_FILES } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/tracks');
const fixture = (name: string) => join(FIXTURES, name);

type Line = ReturnType<typeof commandLine>;

/** Two sites in Berlin; the phone of the first is known to other systems by its number. */
async function withSites(line: Line): Promise<void> {
  const file = join(line.folder, 'sites.json');
  const site = (index: number) => ({
    timezone: 'Europe/Berlin',
    people: index === 0 ? [{ code: 'G-1', name: 'John Doe', role: 'guard' }] : [],
    devices: index === 0 ? [{ code: 'D-1', person: 'G-1', external_id: '860000000000001' }] : [],
    shifts: [],
  });
  writeFileSync(file, JSON.stringify(fleetDocument({ sites: 2, site })));
  expect((await line.vigil('import', file)).code).toBe(0);
}

function positions({ database }: Line): readonly unknown[] {
  const db = new Database(database, { readonly: true });
  try {
    return db
      .prepare(
        `SELECT strftime('%H:%M:%S', ts / 1000, 'unixepoch') AS at, site_id AS site
         FROM (SELECT ts, site_id, stream FROM event_hot UNION SELECT ts, site_id, stream FROM event_run)
         WHERE stream = ${STREAM.location_updates} ORDER BY ts`,
      )
      .all();
  } finally {
    db.close();
  }
}

it('takes in tracks of several makers by their content, each point once, at the home of the device that they name or at the site that is said', async () => {
  using line = commandLine();
  await withSites(line);
  const home = ['traccar-export.gpx', 'garmin-etrex.gpx', 'gpslogger-android.gpx'].map(fixture);
  const told = await line.vigil('ingest', ...home, '--json');
  expect(told.lines()).toEqual([{ accepted: 6, duplicates: 0, quarantined: 0 }]);
  // A server's number of a device is not the device's own; the newer export says no zone, so the site's clock is meant.
  const export4 = await line.vigil(
    'ingest',
    fixture('traccar-4.csv'),
    '--device',
    '860000000000001',
    '--json',
  );
  expect(export4.lines()).toEqual([{ accepted: 3, duplicates: 0, quarantined: 0 }]);
  const zipped = join(line.folder, 'positions');
  writeFileSync(zipped, gzipSync(readFileSync(fixture('traccar-6.csv'))));
  const export6 = await line.vigil('ingest', zipped, '--site', 'S-2', '--json');
  expect(export6.lines()).toEqual([{ accepted: 2, duplicates: 0, quarantined: 0 }]);
  const again = await line.vigil('ingest', ...home, zipped, '--site', 'S-2', '--json');
  expect(again.lines()).toEqual([{ accepted: 0, duplicates: 8, quarantined: 0 }]);
  const at = (site: number, ...times: readonly string[]) => times.map((time) => ({ at: time, site }));
  expect(positions(line)).toEqual([
    ...at(1, '07:00:00', '07:01:00', '07:10:00', '07:11:00', '07:20:00', '07:21:00', '07:30:00', '07:31:00'),
    ...at(2, '07:40:00', '07:41:00'),
  ]);
});

it('says of a row of an export at which column the wrong cell begins, but behind an address with commas only the row', async () => {
  using line = commandLine();
  await withSites(line);
  const file = join(line.folder, 'positions.csv');
  const [head, first = '', second = ''] = readFileSync(fixture('traccar-6.csv'), 'utf8').split('\n');
  const wrong = [first, second].map((row) => row.replace(/52\.\d+/, 'north'));
  writeFileSync(file, `${[head, ...wrong].join('\n')}\n`);
  const { err } = await line.vigil('ingest', file, '--site', 'S-2');
  expect(err).toContain('line 2, column 1: position.latitude: found "north"');
  expect(err).toContain(`line 3, column ${second.indexOf('52.5204') + 1}: position.latitude: found "north"`);
});

it('says where a file ends to be what it began as, and keeps what stood before', async () => {
  using line = commandLine();
  await withSites(line);
  const file = join(line.folder, 'cut.gpx');
  writeFileSync(
    file,
    '<gpx>\n<trk><name>D-1</name><trkseg>\n <trkpt lat="1" lon="2"><time>2026-01-10T07:00:00Z</time></trkpt>\n <trkpt lat="x" lon="2"><time>2026-01-10T07:01:00Z</time></trkpt>\n</trkseg>',
  );
  const told = await line.vigil('ingest', file);
  expect(told.code).toBe(1);
  expect(told.err).toContain('cut.gpx, line 5, column 9: found the end of the file, expected </trk>');
  expect(positions(line)).toEqual([{ at: '07:00:00', site: 1 }]);
  const refused = (await line.vigil('quarantine', '--json')).lines();
  expect(refused).toMatchObject([
    {
      place: expect.stringMatching(/cut\.gpx, line 4, column 2$/),
      detail: expect.stringContaining('lat: found "x"'),
    },
  ]);
});

it.each([
  ['walk.gpx', '<gpx></gpx>\n', []],
  ['positions.csv', 'fixTime,valid,latitude,longitude\n2026-01-10T07:00:00Z,true,52.5,13.4\n', []],
  ['rounds.csv', 'Datum;Punkt\n1;2\n', ['--map', 'pen.json']],
])('reads %s in a thread, and refuses it where that thread dies of it', async (name, text, options) => {
  const parser = new URL('../kit/crashing-parser.ts', import.meta.url);
  using line = commandLine({ ...PROGRAM_FILES, threads: { ...PROGRAM_FILES.threads, parser } });
  const mapping = {
    ...{ name: 'pen', type: 'checkpoint_scan', order: 'DMY', decimal: '.', time: { column: 'Datum' } },
    fields: { site: { text: 'S-1' }, tour: { text: 'T-1' }, checkpoint: { column: 'Punkt' } },
  };
  writeFileSync(join(line.folder, 'pen.json'), JSON.stringify(mapping));
  writeFileSync(join(line.folder, name), text);
  const given = options.map((option) => option.replace('pen.json', join(line.folder, 'pen.json')));
  const told = await line.vigil('ingest', join(line.folder, name), ...given);
  expect([told.code, told.err]).toEqual([
    1,
    expect.stringContaining('Reading the files needed more than 512 MB of memory.'),
  ]);
});

it('refuses what is no telemetry, and says which command reads it', async () => {
  using line = commandLine();
  const told = async (name: string, text: string) => {
    writeFileSync(join(line.folder, name), text);
    const { code, err } = await line.vigil('ingest', join(line.folder, name));
    return [code, err];
  };
  expect(await told('rounds.csv', 'Datum;Punkt\n1;2\n')).toEqual([1, expect.stringContaining('--map')]);
  expect(await told('sites.yaml', 'version: 1\ntenants: []\n')).toEqual([
    1,
    expect.stringContaining('vigil import'),
  ]);
});
