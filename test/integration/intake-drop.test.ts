import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SECOND, toIso } from '#core/model/time.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';

let bench: IntakeBench;
beforeAll(async () => {
  bench = await intakeBench();
  await bench.engine.handlers['intake.configure']({ drop: true }, ADA);
});
afterAll(() => bench[Symbol.asyncDispose]());

const began = Date.now() - 3_600 * SECOND;
let number = 0;
const event = (fields: object = {}) => {
  number += 1;
  return { type: 'phone_event', site: 'S-1', ts: toIso(began + number), kind: 'app', ...fields };
};
const linesOf = (count: number, fields: object = {}) =>
  Array.from({ length: count }, () => `${JSON.stringify(event(fields))}\n`).join('');
const at = (...parts: string[]) => join(bench.folder, ...parts);
const drop = (name: string, content: string | Uint8Array) => writeFileSync(at(name), content);

type File = {
  readonly state: string;
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly lines: number;
  readonly reason: string | null;
};
const fileOf = (name: string): File | undefined =>
  bench.rows<File & { name: string }>('SELECT * FROM drop_file').find((file) => file.name === name);
const ended = async (name: string): Promise<File> => {
  await until(() => (fileOf(name)?.state ?? 'READING') !== 'READING');
  const file = fileOf(name);
  if (file === undefined) throw new Error(`${name} was never read`);
  return file;
};

it.concurrent('takes a file once nobody writes to it any more, in whole transactions, and moves it away', async () => {
  drop('day.ndjson', `${linesOf(2_500)}${linesOf(1, { site: 'S-9' })}not json\n`);
  expect(await ended('day.ndjson')).toMatchObject({
    state: 'DONE',
    accepted: 2_500,
    quarantined: 2,
    lines: 2_502,
  });
  expect(existsSync(at('day.ndjson'))).toBe(false);
  expect(existsSync(at('done', 'day.ndjson'))).toBe(true);
  const places = bench.rows<{ place: string }>("SELECT place FROM quarantine WHERE place LIKE 'day%'");
  expect(places.map(({ place }) => place).toSorted()).toEqual([
    'day.ndjson, line 2501',
    'day.ndjson, line 2502',
  ]);
  const [source] = bench.rows<{ code: string }>("SELECT code FROM source WHERE code = 'file:day'");
  expect(source).toBeDefined();
});

it.concurrent('counts what is dropped again as duplicates, compressed or not, and overwrites nothing in done', async () => {
  const content = linesOf(300);
  drop('again.ndjson', content);
  await ended('again.ndjson');
  drop('again.ndjson.gz', gzipSync(content));
  expect(await ended('again.ndjson.gz')).toMatchObject({ accepted: 0, duplicates: 300 });
  drop('again.ndjson', content);
  await until(() => existsSync(at('done', 'again.ndjson.2')));
  await until(() => fileOf('again.ndjson')?.state === 'DONE');
  expect(fileOf('again.ndjson')).toMatchObject({ accepted: 0, duplicates: 300 });
});

it.concurrent('waits for a file that is still written, and takes one that is named in at the end', async () => {
  const parts = Array.from({ length: 4 }, () => linesOf(50));
  for (const part of parts) {
    appendFileSync(at('slow.ndjson'), part);
    await new Promise((done) => setTimeout(done, 700));
  }
  drop('half.ndjson.part', linesOf(10).slice(0, 200));
  writeFileSync(at('whole.ndjson.tmp'), linesOf(20));
  renameSync(at('whole.ndjson.tmp'), at('whole.ndjson'));
  expect(await ended('slow.ndjson')).toMatchObject({ accepted: 200, quarantined: 0, duplicates: 0 });
  expect(await ended('whole.ndjson')).toMatchObject({ accepted: 20 });
  expect(existsSync(at('half.ndjson.part'))).toBe(true);
});

it.concurrent('waits for the rest of a last line that is cut off, and takes back a file that grew after it was taken', async () => {
  const content = linesOf(100);
  const cut = content.length - 30;
  drop('cut.ndjson', content.slice(0, cut));
  await new Promise((done) => setTimeout(done, 4_000));
  expect(existsSync(at('cut.ndjson'))).toBe(true);
  appendFileSync(at('cut.ndjson'), content.slice(cut));
  expect(await ended('cut.ndjson')).toMatchObject({ accepted: 100, quarantined: 0, duplicates: 0 });
  appendFileSync(at('done', 'cut.ndjson'), linesOf(7));
  await until(() => fileOf('cut.ndjson')?.accepted === 107 && fileOf('cut.ndjson')?.state === 'DONE');
  expect(fileOf('cut.ndjson')).toMatchObject({ lines: 107, duplicates: 0 });
});

it.concurrent('rejects what is no telemetry with the reason beside it, and never opens what is no regular file', async () => {
  drop('report.pdf', 'x');
  drop('notes.ndjson', 'hello\nworld\n');
  drop('torn.ndjson.gz', gzipSync(linesOf(5_000)).subarray(0, 1_000));
  symlinkSync('/etc/hostname', at('link.ndjson'));
  const odd: string[] = ['report.pdf', 'notes.ndjson', 'torn.ndjson.gz', 'link.ndjson'];
  // Node makes no pipes: this part runs where the system can.
  if (spawnSync('mkfifo', [at('pipe.ndjson')]).status === 0) odd.push('pipe.ndjson');
  mkdirSync(at('folder.ndjson'));
  const files = await Promise.all(odd.map(ended));
  expect(files.map(({ state }) => state)).toEqual(odd.map(() => 'REJECTED'));
  for (const name of odd) expect(existsSync(at(name))).toBe(false);
  expect(readdirSync(at('rejected'))).toContain('report.pdf.reason.txt');
  expect(readFileSync(at('rejected', 'link.ndjson.reason.txt'), 'utf8')).toContain('only regular files');
  expect(fileOf('torn.ndjson.gz')?.reason).toContain('no whole gzip file');
  expect(existsSync(at('folder.ndjson'))).toBe(true);
});

it.concurrent('gives up a file whose content is a hundred times as large as itself', async () => {
  drop('bomb.ndjson.gz', gzipSync(Buffer.alloc(80 * 1024 * 1024, ' ')));
  expect(await ended('bomb.ndjson.gz')).toMatchObject({
    state: 'REJECTED',
    reason: 'Its content is more than 100 times as large as the file.',
  });
});

it.concurrent('keeps a line that is longer than a chunk in quarantine and goes on behind it', async () => {
  const long = `{"type":"phone_event","note":"${'x'.repeat(600_000)}"}\n`;
  drop('long.ndjson', linesOf(10) + long + linesOf(10));
  expect(await ended('long.ndjson')).toMatchObject({ accepted: 20, quarantined: 1, lines: 21 });
});

it.concurrent('raises a call for help from a file', async () => {
  const call = event({ type: 'check_in', status: 'DURESS', person: 'G-9' });
  drop('calls.ndjson', linesOf(500) + JSON.stringify(call));
  expect(await ended('calls.ndjson')).toMatchObject({ accepted: 501 });
  const subjects = bench.rows<{ subject: string }>(
    "SELECT subject FROM finding WHERE finding_type = 'DURESS'",
  );
  expect(subjects).toContainEqual({ subject: 'person:G-9' });
});

const point = (seconds: number, lat = '52.52') =>
  `<trkpt lat="${lat}" lon="13.405"><time>${toIso(began + seconds * SECOND)}</time></trkpt>\n`;
const trackOf = (points: number, from: number) =>
  `<gpx><trk><name>D-S-1</name><trkseg>\n${Array.from({ length: points }, (_, at) => point(from + at)).join('')}</trkseg></trk></gpx>\n`;

it.concurrent('takes a track in parts of one transaction each, and counts what is dropped again as duplicates', async () => {
  drop('walk.gpx', trackOf(2_300, 0));
  expect(await ended('walk.gpx')).toMatchObject({
    state: 'DONE',
    accepted: 2_300,
    duplicates: 0,
    lines: 2_300,
  });
  expect(existsSync(at('done', 'walk.gpx'))).toBe(true);
  drop('walk-again.gpx.gz', gzipSync(trackOf(2_300, 0)));
  expect(await ended('walk-again.gpx.gz')).toMatchObject({
    state: 'DONE',
    accepted: 0,
    duplicates: 2_300,
  });
});

it.concurrent('takes an export of positions of Traccar, in the time zone that all sites share where it says none', async () => {
  const header = 'id,deviceId,uniqueId,fixTime,deviceTime,serverTime,valid,latitude,longitude';
  const row = (minute: string) =>
    `1,12,D-S-1,2026-01-05 08:${minute}:00,2026-01-05 08:${minute}:00,2026-01-05 08:${minute}:00,true,52.52,13.4\n`;
  drop('positions.csv', `${header}\n${row('01')}${row('02')}`);
  expect(await ended('positions.csv')).toMatchObject({ state: 'DONE', accepted: 2, quarantined: 0 });
  const noon = Date.parse('2026-01-05T08:01:00+01:00');
  expect(bench.rows(`SELECT ts FROM event_hot WHERE ts = ${noon}`)).toHaveLength(1);
});

it.concurrent('rejects a track that ends to be one with the place, and keeps what stood before', async () => {
  drop('torn.gpx', `<gpx><trk><name>D-S-1</name><trkseg>\n${point(-7_000)}<trkpt lat="1"></trkseg></gpx>\n`);
  const { state, reason, accepted } = await ended('torn.gpx');
  expect([state, accepted]).toEqual(['REJECTED', 1]);
  expect(reason).toContain('torn.gpx, line 3, column ');
  expect(reason).toContain('What stands before it was taken in.');
});

it.concurrent('rejects a table, whose columns a person must explain', async () => {
  drop('rounds.csv', 'Datum;Punkt\n1;2\n');
  const { state, reason } = await ended('rounds.csv');
  expect([state, reason]).toEqual(['REJECTED', expect.stringContaining('no export of positions of Traccar')]);
});
