import { type EpochMs, SECOND, toIso } from '#core/model/time.ts';
import { type RawRecord, shown } from '../fields.ts';
import { NO_SITE, type Translation } from './sent.ts';
import { asText, filled, instantText, within } from './values.ts';

/* What the OwnTracks apps send by HTTP or MQTT (booklet, "JSON"). */

const METRES_PER_SECOND_PER_KMH = 1 / 3.6;
const NAMES = { ts: 'tst', lat: 'lat', lon: 'lon', device: 'topic', owntracks: 'the record' };

/** What the request says beside the body: by HTTP the names of user and device are headers. */
export type OwnTracksSender = { readonly user: string | null; readonly device: string | null };
const NOBODY: OwnTracksSender = { user: null, device: null };

/** Whether a record is one of OwnTracks. */
export const isOwnTracks = (raw: RawRecord): boolean => typeof raw._type === 'string';

/**
 * A location or transition as a position, a last will as OFFLINE, and every other type as a sign of the device that keeps
 * the record as it came; these happened `at` their reception.
 */
export function translateOwnTracks(
  raw: RawRecord,
  at: EpochMs,
  sender: OwnTracksSender = NOBODY,
): Translation {
  const expected = expectedInstead(raw);
  if (expected !== null)
    return { ok: false, problems: [{ field: '_type', found: shown(raw._type), expected }] };
  const devices = devicesOf(raw, sender);
  const common = { site: NO_SITE, ts: toIso(at), device: devices[0], owntracks: rest(raw) };
  const record = filled({ ...common, ...said(raw) });
  return { ok: true, records: [{ record, devices, names: NAMES }] };
}

function expectedInstead({ _type }: RawRecord): string | null {
  if (_type === 'encrypted') return 'a record in the clear: payload encryption must be off for this address';
  return typeof _type === 'string' ? null : 'the type of an OwnTracks record';
}

/** Only a position is about its own `tst`: a last will carries that of the connection, a waypoint that of its making. */
function said(raw: RawRecord): RawRecord {
  const battery = within(raw.batt, 0, 100);
  if (raw._type === 'lwt') return { type: 'device', status: 'OFFLINE' };
  if (!PLACED.has(raw._type)) return { type: 'device', battery };
  const speed = within(raw.vel, 0, Number.MAX_VALUE); // -1: not known
  return {
    type: 'location',
    ts: secondsText(raw.tst),
    lat: raw.lat,
    lon: raw.lon,
    accuracy: within(raw.acc, Number.MIN_VALUE, Number.MAX_VALUE),
    speed: speed === undefined ? undefined : speed * METRES_PER_SECOND_PER_KMH,
    heading: within(raw.cog, 0, 360),
    altitude: within(raw.alt, -Number.MAX_VALUE, Number.MAX_VALUE),
    battery,
  };
}

const USED = new Set(['lat', 'lon', 'tst', 'acc', 'vel', 'cog', 'alt', 'batt']);
const PLACED = new Set<unknown>(['location', 'transition']);

/** What no field of ours holds; of a type that is not read, everything. */
const rest = (raw: RawRecord): RawRecord =>
  PLACED.has(raw._type) ? Object.fromEntries(Object.entries(raw).filter(([field]) => !USED.has(field))) : raw;

/** `user/device`, then the device alone, then the two letters that maps show. */
function devicesOf({ topic, tid }: RawRecord, sender: OwnTracksSender): readonly string[] {
  const [user, device] = typeof topic === 'string' ? topic.split('/').slice(1) : [];
  const named = [
    [asText(sender.user), asText(sender.device)],
    [asText(user), asText(device)],
  ] as const;
  const both = named.flatMap(([owner, name]) =>
    owner === null || name === null ? [] : [`${owner}/${name}`],
  );
  const alone = named.flatMap(([, name]) => name ?? []);
  return [...new Set([...both, ...alone, ...(asText(tid) === null ? [] : [String(tid)])])];
}

const secondsText = (seconds: unknown): unknown =>
  typeof seconds === 'number' ? instantText(Math.round(seconds * SECOND)) : seconds;
