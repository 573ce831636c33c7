import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MINUTE, toIso } from '#core/model/time.ts';
import { openDropFolder } from '#main/adapters/drop-folder/folder.ts';
import { type DropEntry, DropUnreadable } from '#main/ports/drop-folder.ts';
import { readWhole } from '#main/services/receiving/drop-whole.ts';
import type { Desk, Parcel, Zone } from '#main/services/receiving/link.ts';
import { telemetryFiles } from '#main/telemetry-files.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

const NOON = Date.parse('2026-01-05T12:00:00Z');
const BERLIN: Zone = { site: 'S-1', tenant: 'T-1', timezone: 'Europe/Berlin' };

type Found = { readonly later?: number; readonly zones?: readonly Zone[]; readonly mostParcels?: number };

/** Reads a dropped file that is found `later` ms after it was written. Behind `mostParcels` the gate is closed. */
async function read(
  name: string,
  text: string,
  { later = 0, zones = [BERLIN], mostParcels = 99 }: Found = {},
) {
  using folder = tempFolder();
  writeFileSync(join(folder.path, name), text);
  const { mtimeMs, size } = statSync(join(folder.path, name));
  const clock = createFakeClock(Math.floor(mtimeMs) + later);
  const parcels: Parcel[] = [];
  const desk: Desk = {
    offer: async (parcel) => {
      parcels.push(parcel);
      return { taken: true, outcomes: [] };
    },
    dropOf: async () => null,
    dropEnded: async () => null,
    marksOf: async () => [],
  };
  const parts = {
    folder: openDropFolder(folder.path),
    files: telemetryFiles,
    ...{ desk, clock, timers: clock, log: { info() {}, warn() {}, error() {} } },
    zones: () => new Map(zones.map((zone) => [zone.site, zone])),
  };
  const entry: DropEntry = { name, size, mtime: Math.floor(mtimeMs), odd: null };
  const end = await readWhole(entry, parts, () => parcels.length >= mostParcels);
  return { end, parcels };
}

const trackOf = (points: number) =>
  [
    '<gpx><trk><name>D-1</name><trkseg>',
    ...Array.from(
      { length: points },
      (_, at) => `<trkpt lat="52.5" lon="13.4"><time>${toIso(NOON + at)}</time></trkpt>`,
    ),
    '</trkseg></trk></gpx>\n',
  ].join('\n');
const EXPORT = [
  'id,deviceId,uniqueId,fixTime,deviceTime,serverTime,valid,latitude,longitude',
  '1,12,D-1,2026-01-05 08:01:00,2026-01-05 08:01:00,2026-01-05 08:01:00,true,52.52,13.4',
  '2,12,D-1,2026-01-05 08:02:00,2026-01-05 08:02:00,2026-01-05 08:02:00,true,52.52,13.4\n',
].join('\n');

it('hands a track over in parts of one transaction each, of which the first begins anew and none says how far it came', async () => {
  const { end, parcels } = await read('a.gpx', trackOf(2_300));
  expect(end).toBe('END');
  expect(parcels.map(({ sent }) => sent.length)).toEqual([1_000, 1_000, 300]);
  expect(parcels.map(({ progress }) => progress)).toMatchObject([
    { begins: true, position: 0, lines: 1_000 },
    { begins: false, position: 0, lines: 2_000 },
    { begins: false, position: 0, lines: 2_300 },
  ]);
});

it.each([
  ['a.gpx', trackOf(3).slice(0, -12)],
  ['a.csv', EXPORT.slice(0, -9)],
])('waits a minute for the end of a file that is still written: %s', async (name, text) => {
  expect(await read(name, text, { later: MINUTE - 1 })).toEqual({ end: 'LATER', parcels: [] });
});

it('takes what is there of it afterwards, and says where a track ends too early', async () => {
  const { end, parcels } = await read('a.csv', EXPORT.trimEnd(), { later: MINUTE });
  expect([end, parcels[0]?.sent.length]).toEqual(['END', 2]);
  const torn = read('a.gpx', trackOf(3).slice(0, -12), { later: MINUTE });
  await expect(torn).rejects.toThrow(DropUnreadable);
  await expect(torn).rejects.toThrow('a.gpx, line 5, column ');
});

it('means the clock of the sites where an export says no zone and they have one, and refuses to guess between two', async () => {
  const { end, parcels } = await read('a.csv', EXPORT);
  expect(end).toBe('END');
  expect(parcels[0]?.sent.map(({ event }) => toIso(event.ts))).toEqual([
    '2026-01-05T07:01:00.000Z',
    '2026-01-05T07:02:00.000Z',
  ]);
  const zones = [BERLIN, { ...BERLIN, site: 'S-2', timezone: 'Asia/Kolkata' }];
  const unsure = await read('a.csv', EXPORT, { zones });
  expect(unsure.end).toBe('NO_TELEMETRY');
  expect(unsure.parcels[0]?.unreadable).toHaveLength(2);
});

it('stops where the gate is closed, to begin anew another time', async () => {
  const { end, parcels } = await read('a.gpx', trackOf(2_300), { mostParcels: 1 });
  expect([end, parcels.length]).toEqual(['LATER', 1]);
});
