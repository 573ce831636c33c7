import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Input } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { HOUR } from '#core/model/time.ts';
import { Refused } from '#main/services/handlers.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const START = '2026-11-06T12:00:00Z';
const IMPORT = '6f1c1f3e-0c7b-4b51-9c41-5b3d0f5f7a10';
const FLEET = fleetDocument({ sites: 2 });
const NDJSON = { name: 'phones.ndjson', kind: 'ndjson' as const };
const MAPPING = {
  name: 'pen',
  type: 'checkpoint_scan',
  time: { date: 'Datum', time: 'Uhrzeit' },
  order: 'DMY',
  decimal: ',',
  fields: {
    site: { column: 'Objekt' },
    tour: { text: 'T-1' },
    checkpoint: { column: 'Punkt' },
    lat: { column: 'Breite' },
    lon: { column: 'Länge' },
  },
};
const TABLE =
  'Datum;Uhrzeit;Objekt;Punkt;Breite;Länge\n06.11.2026;9:05;S-1;C-1;52,5;13,4\n06.11.2026;gestern;S-1;C-2;;\n';

const line = (site: string, minute: number) =>
  `${JSON.stringify({ type: 'phone_event', site, ts: `2026-11-06T11:${String(minute).padStart(2, '0')}:00Z` })}\n`;

type Feed = Partial<Omit<Input<'imports.feed'>, 'text'>>;
const feed = async ({ engine }: EngineBench, text: string, options: Feed = {}) =>
  engine.handlers['imports.feed'](
    methods['imports.feed'].input.parse({
      ...{ import: IMPORT, file: NDJSON, piece: 0, text, last: true, dry_run: false },
      ...options,
    }),
    ADA,
  );
const sample = async ({ engine }: EngineBench, input: Input<'imports.sample'>) =>
  engine.handlers['imports.sample'](methods['imports.sample'].input.parse(input), ADA);
const put = async ({ engine }: EngineBench, piece: number, text: string, file = 0) =>
  engine.handlers['imports.put']({ import: IMPORT, file, piece, text }, ADA);
const importPut = async ({ engine }: EngineBench, pieces: number, dry_run: boolean) =>
  engine.handlers['imports.configuration'](
    {
      import: IMPORT,
      files: [{ file: 0, pieces, name: 'sites.json' }],
      dry_run,
      deactivate_missing: false,
    },
    ADA,
  );
const spoolOf = ({ file }: EngineBench) => join(dirname(file), 'spool');

async function watched(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(FLEET);
  return bench;
}

describe('a configuration that comes in pieces', () => {
  const text = JSON.stringify(FLEET);
  const half = Math.floor(text.length / 2);

  it('is tried and imported like one that came whole, and then is gone from the disk', async () => {
    await using bench = await engineBench(START);
    await put(bench, 1, text.slice(half));
    await put(bench, 0, 'nonsense');
    await put(bench, 0, text.slice(0, half));
    expect(await importPut(bench, 2, true)).toMatchObject({ dry_run: true, counts: { sites: 2 } });
    expect(bench.engine.fleet().sites).toHaveLength(0);
    expect(await importPut(bench, 2, false)).toMatchObject({ version: 1 });
    expect(bench.engine.fleet().sites).toHaveLength(2);
    await bench.engine.handlers['imports.end']({ import: IMPORT }, ADA);
    expect(readdirSync(spoolOf(bench))).toEqual([]);
  });

  it('is refused by the name of its file where a piece is not there, and nothing of it is imported', async () => {
    await using bench = await engineBench(START);
    await put(bench, 0, text);
    await expect(importPut(bench, 2, false)).rejects.toThrow('sites.json is not here any more');
    expect(bench.store.configuration.version()).toBe(0);
  });

  it('lies there over a restart, and no longer than a day', async () => {
    await using bench = await engineBench(START);
    await put(bench, 0, text);
    await bench.restart();
    expect(await importPut(bench, 1, true)).toMatchObject({ counts: { sites: 2 } });
    bench.clock.step(Date.now() + 25 * HOUR - bench.clock.now());
    const other = '0b7f0a5c-3a0e-4f42-8d0a-0c8f0f6b1c22';
    await bench.engine.handlers['imports.put']({ import: other, file: 0, piece: 0, text: 'x' }, ADA);
    expect(existsSync(join(spoolOf(bench), IMPORT))).toBe(false);
  });
});

describe('telemetry that comes in pieces', () => {
  it('is taken in whatever the pieces are cut at, and counts once when it comes again', async () => {
    await using bench = await watched();
    const text = line('S-1', 1) + line('S-2', 2) + line('S-9', 3);
    const first = await feed(bench, text.slice(0, 90), { last: false });
    const second = await feed(bench, text.slice(90), { piece: 1 });
    expect([first.accepted + second.accepted, first.quarantined + second.quarantined]).toEqual([2, 1]);
    expect(await feed(bench, text)).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it('is also a track of a receiver or an export of positions, tried and taken in at the site that is said', async () => {
    await using bench = await watched();
    for (const [name, kind, points] of [
      ['garmin-etrex.gpx', 'gpx', 2],
      ['traccar-6.csv', 'traccar_csv', 2],
    ] as const) {
      const file = { name, kind, site: 'S-1' };
      const text = readFileSync(join(import.meta.dirname, '../fixtures/tracks', name), 'utf8');
      expect(await feed(bench, text, { file, dry_run: true })).toMatchObject({
        accepted: points,
        unknown: [],
      });
      expect(await feed(bench, text, { file })).toMatchObject({ accepted: points, quarantined: 0 });
      expect(await feed(bench, text, { file })).toMatchObject({ accepted: 0, duplicates: points });
    }
  });

  it('keeps what stands before the place at which a track ends to be one', async () => {
    await using bench = await watched();
    const text =
      '<gpx><trk><name>D-S-1</name><trkseg><trkpt lat="52.5" lon="13.4"><time>2026-11-06T11:00:00Z</time></trkpt></trk>';
    const file = { name: 'torn.gpx', kind: 'gpx' as const };
    await expect(feed(bench, text, { file })).rejects.toThrow('What stands before it was taken in.');
    expect(await feed(bench, `${text.slice(0, -6)}</trkseg></trk></gpx>`, { file })).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
  });

  it('is of the device that is said, whatever its file is called', async () => {
    await using bench = await watched();
    const text = `<gpx><trk><name>walk</name><trkseg><trkpt lat="52.5" lon="13.4"><time>2026-11-06T11:00:00Z</time></trkpt></trkseg></trk></gpx>`;
    const file = { name: 'walk.gpx', kind: 'gpx' as const };
    expect(await feed(bench, text, { file, dry_run: true })).toMatchObject({ accepted: 0, quarantined: 1 });
    expect(await feed(bench, text, { file: { ...file, device: 'D-S-2' } })).toMatchObject({
      accepted: 1,
      quarantined: 0,
    });
  });

  it('says in a dry run what it would come to, and writes nothing', async () => {
    await using bench = await watched();
    const text = `${line('S-1', 1)}${line('S-9', 2)}${line('S-9', 3)}nonsense\n`;
    expect(await feed(bench, text, { dry_run: true })).toMatchObject({
      accepted: 1,
      quarantined: 3,
      unknown: [{ site: 'S-9', lines: 2 }],
      problems: [{ line: 4, found: '"nonsense"' }],
    });
    expect(await feed(bench, text)).toMatchObject({ accepted: 1, duplicates: 0 });
  });

  it('goes on only with the piece that is next, and after a restart only from the beginning', async () => {
    await using bench = await watched();
    await feed(bench, line('S-1', 1), { last: false });
    const next = () => feed(bench, line('S-1', 2), { piece: 1, last: false });
    await expect(feed(bench, line('S-1', 2), { piece: 2 })).rejects.toThrow('not being read any more');
    await next();
    await bench.restart();
    await expect(next()).rejects.toThrow('what was taken in counts once');
    expect(await feed(bench, line('S-1', 1) + line('S-1', 3))).toMatchObject({ accepted: 2 });
  });

  it('is let go when nothing comes for two minutes, or its screen gives up', async () => {
    await using bench = await watched();
    await feed(bench, line('S-1', 1), { last: false });
    bench.clock.advance(121_000);
    await expect(feed(bench, line('S-1', 2), { piece: 1 })).rejects.toThrow(Refused);
    await feed(bench, line('S-1', 1), { last: false });
    await bench.engine.handlers['imports.end']({ import: IMPORT }, ADA);
    await expect(feed(bench, line('S-1', 2), { piece: 1 })).rejects.toThrow(Refused);
  });

  it('is read through a mapping, and refused with every problem of one that is wrong', async () => {
    await using bench = await watched();
    const file = { name: 'pen.csv', kind: 'table' as const };
    expect(await feed(bench, TABLE, { file: { ...file, mapping: MAPPING } })).toMatchObject({
      accepted: 1,
      quarantined: 1,
      problems: [{ line: 3 }],
    });
    await expect(
      feed(bench, TABLE, { file: { ...file, mapping: { ...MAPPING, order: 'X' } } }),
    ).rejects.toThrow('no column mapping');
    await expect(feed(bench, TABLE, { file })).rejects.toThrow('Say what the columns of pen.csv mean');
  });
});

describe('the beginning of a file', () => {
  it('shows each record as the event that it becomes, and what is wrong with the others', async () => {
    await using bench = await watched();
    const { rows } = await sample(bench, {
      file: NDJSON,
      text: `${line('S-1', 1)}${line('S-9', 2)}{"type":"x"}\n`,
    });
    expect(rows).toMatchObject([
      {
        line: 1,
        events: [{ type: 'phone_event', site: 'S-1', known: true, at: Date.parse('2026-11-06T11:01:00Z') }],
      },
      { line: 2, events: [{ site: 'S-9', known: false }] },
      { line: 3, events: [], problems: [{ line: 3, field: 'type' }] },
    ]);
  });

  it('shows what a mapping makes of a table: wall-clock time of the site and decimal commas', async () => {
    await using bench = await watched();
    const file = { name: 'pen.csv', kind: 'table' as const };
    const plain = await sample(bench, { file, text: TABLE });
    expect(plain.columns).toEqual(['Datum', 'Uhrzeit', 'Objekt', 'Punkt', 'Breite', 'Länge']);
    expect(plain.suggestion).toMatchObject({
      order: 'DMY',
      decimal: ',',
      fields: { site: { column: 'Objekt' } },
    });
    const { rows } = await sample(bench, { file: { ...file, mapping: MAPPING }, text: TABLE });
    const [first] = rows;
    expect(first?.events[0]?.fields).toContainEqual({ field: 'lat', value: '52.5' });
    const zone = bench.engine.fleet().byCode.get('S-1')?.timezone ?? '';
    expect(new Date(first?.events[0]?.at ?? 0).toLocaleTimeString('en-GB', { timeZone: zone })).toBe(
      '09:05:00',
    );
    expect(rows[1]).toMatchObject({ cells: ['06.11.2026', 'gestern', 'S-1', 'C-2', '', ''], events: [] });
  });

  it('says at which line and column the cell begins that is wrong, tried and taken in alike', async () => {
    await using bench = await watched();
    const file = { name: 'pen.csv', kind: 'table' as const, mapping: MAPPING };
    const wrong = TABLE.replace('52,5;13,4', '52,5; Ost');
    for (const dry_run of [true, false])
      expect((await feed(bench, wrong, { file, dry_run })).problems).toMatchObject([
        { place: 'line 2, column 31', line: 2, column: 31, field: 'lon', found: '"Ost"' },
        { place: 'line 3, column 1', line: 3, column: 1, field: 'ts' },
      ]);
  });

  it('names the columns that a mapping has and the table has not', async () => {
    await using bench = await watched();
    const { problems } = await sample(bench, {
      file: { name: 'pen.csv', kind: 'table', mapping: MAPPING },
      text: TABLE.replace('Punkt', 'Punkte'),
    });
    expect(problems).toMatchObject([{ field: 'Punkt', expected: 'a column Punkt: is it Punkte?' }]);
  });
});
