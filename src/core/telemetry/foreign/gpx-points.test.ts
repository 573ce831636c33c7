import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGpxReader } from './gpx-points.ts';
import { readRecord } from './read-record.ts';

const FIXTURES = join(import.meta.dirname, '../../../../test/fixtures/tracks');
const AT = Date.parse('2026-01-10T12:00:00Z');

function read(...pieces: readonly string[]) {
  const reader = createGpxReader(['watch-7']);
  const points = pieces.flatMap((piece) => reader.take(piece));
  reader.end();
  return { points: [...points, ...reader.take('')], mistake: reader.mistake() };
}
const inside = (points: string) => `<gpx><trk><trkseg>\n${points}\n</trkseg></trk></gpx>`;
const POINT = '<trkpt lat="1" lon="2"><time>2026-01-10T07:00:00Z</time></trkpt>';

describe('a track point', () => {
  it('is a position in metres a second and degrees, of the device that its track or its file is named after', () => {
    const { points, mistake } = read(readFileSync(join(FIXTURES, 'garmin-etrex.gpx'), 'utf8'));
    expect(mistake).toBeNull();
    expect(points.map(({ line, column }) => [line, column])).toEqual([
      [14, 7],
      [25, 7],
    ]);
    const [first] = points;
    const result = readRecord(first, null, { at: AT });
    expect(result).toMatchObject({
      ok: true,
      sent: [
        {
          devices: ['Night round', '860000000000001', 'watch-7'],
          event: {
            type: 'location',
            ts: Date.parse('2026-01-10T07:00:00Z'),
            lat: 52.52001,
            lon: 13.4047,
            speed: 1.25,
            heading: 88.5,
            altitude: 34.9,
            attributes: { gpx: { hr: '91' } },
          },
        },
      ],
    });
  });

  it('has its time in UTC, also where the maker leaves that out', () => {
    const { points } = read(inside('<trkpt lat="1" lon="2"><time>2026-01-10T07:00:00</time></trkpt>'));
    expect(readRecord(points[0], null, { at: AT })).toMatchObject({
      sent: [{ event: { ts: Date.parse('2026-01-10T07:00:00Z') } }],
    });
  });

  it.each([
    ['<trkpt lat="1" lon="2"></trkpt>', 'time'],
    ['<trkpt lat="91" lon="2"><time>2026-01-10T07:00:00Z</time></trkpt>', 'lat'],
    ['<trkpt lat="1"><time>2026-01-10T07:00:00Z</time></trkpt>', 'lon'],
    ['<trkpt lat="1" lon="2"><time>yesterday</time></trkpt>', 'time'],
  ])('%s is complained about by the name that the file has for it', (point, field) => {
    expect(readRecord(read(inside(point)).points[0], null, { at: AT })).toMatchObject({
      ok: false,
      problems: [{ field }],
    });
  });

  it('is the same however the file is cut', () => {
    const text = readFileSync(join(FIXTURES, 'gpslogger-android.gpx'), 'utf8');
    const whole = read(text);
    expect(whole.points).toHaveLength(2);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(read(...places.slice(1).map((to, at) => text.slice(places[at], to)))).toEqual(whole);
      }),
    );
  });
});

describe('a file that is no GPX from somewhere on', () => {
  it.each([
    ['<kml></kml>', 'a file that begins with <gpx>', 1],
    [`<gpx>\n<trk>${POINT}</trkseg></trk></gpx>`, 'well-formed XML', 2],
    [`<gpx>\n<trk>\n${POINT}`, '</trk>', 3],
    ['', 'a GPX file', 1],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><gpx></gpx>', 'UTF-8', 1],
    [`<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>`, 'a GPX file without DTD', 1],
    ['<gpx>&a;</gpx>', 'well-formed XML', 1],
    ['<gpx>'.repeat(40), 'at most 32 elements inside each other', 1],
    [
      `<gpx ${Array.from({ length: 70 }, (_, at) => `a${at}="1"`).join(' ')}></gpx>`,
      'at most 60 attributes',
      1,
    ],
  ])('says of %s what it expected', (text, expected, line) => {
    expect(read(text).mistake).toMatchObject({ expected, line });
  });

  it('gives the points before it, and none behind', () => {
    expect(read(inside(`${POINT}</trk>${POINT}`)).points).toHaveLength(1);
  });

  it('holds no more of it than a piece, whatever it holds', () => {
    const reader = createGpxReader([]);
    reader.take('<gpx><trk><trkseg><trkpt lat="1" lon="2"><desc>');
    for (let count = 0; count < 50; count += 1) reader.take('x'.repeat(64 * 1024));
    const [point] = reader.take('</desc><time>2026-01-10T07:00:00Z</time></trkpt>');
    expect(point?.trkpt.desc).toHaveLength(200);
    expect(reader.take(`<!--${'x'.repeat(200_000)}`)).toEqual([]);
    reader.take('x');
    expect(reader.mistake()).toMatchObject({ expected: 'well-formed XML' });
  });
});
