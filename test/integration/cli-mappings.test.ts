import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { commandLine } from '#test/kit/command-line.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/guard-tour');
const CSV = join(FIXTURES, 'tour-pen.csv');
const MAPPING = join(FIXTURES, 'tour-pen.json');

type Line = ReturnType<typeof commandLine>;

async function withSites(line: Line): Promise<void> {
  const sites = join(line.folder, 'sites.json');
  writeFileSync(
    sites,
    JSON.stringify(fleetDocument({ sites: 2, site: () => ({ timezone: 'Europe/Berlin' }) })),
  );
  expect((await line.vigil('import', sites)).code).toBe(0);
}

/** When scans happened, in UTC, with person and checkpoint. */
function scansIn({ database }: Line): readonly unknown[] {
  const db = new Database(database, { readonly: true });
  try {
    return db
      .prepare(
        "SELECT strftime('%FT%TZ', ts / 1000, 'unixepoch') AS at, person, checkpoint FROM activity ORDER BY ts",
      )
      .all();
  } finally {
    db.close();
  }
}

it('takes in the CSV of a guard-tour system by a saved mapping: at the clock on the wall of the site, with decimal commas and words', async () => {
  using line = commandLine();
  await withSites(line);
  expect((await line.vigil('mappings', 'save', MAPPING)).out).toContain('Saved tour-pen.');
  const told = await line.vigil('ingest', CSV, '--map', 'tour-pen', '--json');
  expect(told.lines()).toEqual([{ accepted: 3, duplicates: 0, quarantined: 2 }]);
  expect(told.err).toContain('line 6, column 1: ts: found "2026-02-31T22:40:00"');
  expect(scansIn(line)).toEqual([
    { at: '2026-01-06T21:05:00Z', person: 'G-1', checkpoint: 'C-1' },
    { at: '2026-01-06T21:17:00Z', person: 'G-1', checkpoint: 'C-2' },
    { at: '2026-01-06T21:31:00Z', person: 'G-1', checkpoint: 'C-3' },
  ]);
  const refused = (await line.vigil('quarantine', '--json')).lines();
  expect(refused).toMatchObject([
    expect.objectContaining({ place: expect.stringMatching(/line [67]$/) }),
    expect.objectContaining({ place: expect.stringMatching(/line [67]$/) }),
  ]);
  const again = await line.vigil('ingest', CSV, '--map', MAPPING, '--json');
  expect(again.lines()).toEqual([{ accepted: 0, duplicates: 3, quarantined: 2 }]);
});

it('says of what is wrong in a row at which line and column its cell begins', async () => {
  using line = commandLine();
  await withSites(line);
  const file = join(line.folder, 'odd.csv');
  const head = 'Datum;Uhrzeit;Objekt;Wächter;Kontrollpunkt;Breite;Länge;Bemerkung';
  const rows = [
    '06.01.2026;22:05;Lager Nord;G-1;C-1;"Nord";13,4;x',
    '"06.01.2026";22:06;Lager Nord;G-1;C-1;52,5; Ost;',
  ];
  writeFileSync(file, `${head}\n${rows.join('\n')}\n`);
  const { err } = await line.vigil('ingest', file, '--map', MAPPING);
  expect(err).toContain('line 2, column 37: lat: found "Nord"');
  expect(err).toContain('line 3, column 45: lon: found "Ost"');
});

it('says which column of the mapping a file does not have, and takes nothing in', async () => {
  using line = commandLine();
  await withSites(line);
  const other = join(line.folder, 'other.csv');
  writeFileSync(other, 'Datum,Zeit,Objekt\n06.01.2026,22:05,Lager Nord\n');
  const told = await line.vigil('ingest', other, '--map', MAPPING);
  expect(told.code).toBe(1);
  expect(told.err).toContain('Uhrzeit');
  expect(scansIn(line)).toEqual([]);
});

it('keeps mappings by name: lists, shows, replaces and removes them, and refuses a wrong one with its place', async () => {
  using line = commandLine();
  await withSites(line);
  await line.vigil('mappings', 'save', MAPPING);
  expect((await line.vigil('mappings', 'save', MAPPING)).out).toContain('Replaced tour-pen.');
  expect((await line.vigil('mappings', 'show', 'tour-pen', '--json')).lines()).toMatchObject([
    { order: 'DMY' },
  ]);
  const wrong = join(line.folder, 'wrong.json');
  writeFileSync(wrong, JSON.stringify({ name: 'x', type: 'scan', time: {}, order: 'DMY', fields: {} }));
  const refused = await line.vigil('mappings', 'save', wrong);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('type');
  expect((await line.vigil('ingest', CSV, '--map', 'pen')).err).toContain('tour-pen');
  await line.vigil('mappings', 'remove', 'tour-pen');
  expect((await line.vigil('mappings', '--json')).lines()).toEqual([[]]);
});
