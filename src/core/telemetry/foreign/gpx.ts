import { type RawRecord, shown } from '../fields.ts';
import { NO_SITE, type Translation } from './sent.ts';
import { asRecord, asText, filled, within } from './values.ts';

/*
 * One track point of a GPX 1.0 or 1.1 file, as `gpx-points.ts` makes it of the file. Speed and course are fields of the point in
 * 1.0, and extensions of several makers in 1.1; all of them mean metres a second and degrees.
 */

const NAMES = { ts: 'time', lat: 'lat', lon: 'lon', device: 'name', gpx: 'trkpt' };
const USED = new Set(['lat', 'lon', 'time', 'ele', 'speed', 'course', 'bearing', 'accuracy', 'battery']);

/** A track point: every text of it by its name, and what its track and its file are called, the surest first. */
export type GpxPoint = {
  readonly trkpt: Readonly<Record<string, string>>;
  readonly names: readonly string[];
};

/** Whether a record is a track point. */
export const isGpx = (raw: RawRecord): boolean => asRecord(raw.trkpt) !== null;

/** A track point as a position of the device that its track, or its file, is named after. */
export function translateGpx(raw: RawRecord): Translation {
  const point = asRecord(raw.trkpt) ?? {};
  const devices = (Array.isArray(raw.names) ? raw.names : [])
    .filter((name) => asText(name) !== null)
    .map(String);
  const time = asText(point.time);
  if (time === null)
    return {
      ok: false,
      problems: [{ field: 'time', found: shown(point.time), expected: 'the time of the track point' }],
    };
  const record = filled({
    type: 'location',
    site: NO_SITE,
    ts: inUtc(time),
    device: devices[0],
    lat: numberOf(point.lat),
    lon: numberOf(point.lon),
    accuracy: within(numberOf(point.accuracy), Number.MIN_VALUE, Number.MAX_VALUE),
    speed: within(numberOf(point.speed), 0, Number.MAX_VALUE),
    heading: within(numberOf(point.course ?? point.bearing), 0, 360),
    altitude: within(numberOf(point.ele), -Number.MAX_VALUE, Number.MAX_VALUE),
    battery: within(numberOf(point.battery), 0, 100),
    gpx: rest(point),
  });
  return { ok: true, records: [{ record, devices, names: NAMES }] };
}

/** GPX has its times in UTC; not every maker writes that down. */
const inUtc = (time: string): string => (/(Z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`);

/** A number where the text is one, else the text, to be complained about. */
const numberOf = (text: unknown): unknown =>
  typeof text === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;

/** Quality of the fix, satellites and whatever else a maker writes; nothing when there is none of it. */
function rest(point: RawRecord): RawRecord | null {
  const kept = Object.entries(point).filter(([name]) => !USED.has(name));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
