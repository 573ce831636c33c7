import { toIso } from '#core/model/time.ts';
import { type RawRecord, shown } from '../fields.ts';
import { NO_SITE, type Translated, type Translation } from './sent.ts';
import { asRecord, asText, filled, instantText, within } from './values.ts';

/*
 * What a Traccar server forwards (`forward.type` json, `event.forward`): one position or one event, with its device. Its history, which is
 * asked for, is brought into the same form (traccar-history.ts). Versions differ in their times (an offset with or without a colon, or
 * milliseconds), and so do forwarding and history of one server; a forwarded position has no id yet.
 */

const METRES_PER_SECOND_PER_KNOT = 1_852 / 3_600;
const NAMES = {
  ts: 'position.fixTime',
  lat: 'position.latitude',
  lon: 'position.longitude',
  device: 'device.uniqueId',
  traccar: 'position.attributes',
};
const EVENT_NAMES = { ...NAMES, ts: 'event.eventTime', traccar: 'event.attributes' };
/** Events of the link to a device. All others but alarms only say that it was heard. */
const LINK_STATES: Readonly<Record<string, string>> = { deviceOnline: 'ONLINE', deviceOffline: 'OFFLINE' };

/** Whether a record is what Traccar forwards. */
export const isTraccar = (raw: RawRecord): boolean =>
  asRecord(raw.device) !== null && (asRecord(raw.position) ?? asRecord(raw.event)) !== null;

/** A forwarded position or event: where the device was, how its link is, and its alarms; a call for help is an alert SOS. */
export function translateTraccar(raw: RawRecord): Translation {
  const device = asRecord(raw.device);
  const unique = asText(device?.uniqueId);
  if (device === null || unique === null) {
    const field = device === null ? 'device' : 'device.uniqueId';
    const problem = { field, found: shown(device?.uniqueId), expected: 'the device as Traccar forwards it' };
    return { ok: false, problems: [problem] };
  }
  const position = asRecord(raw.position);
  const event = asRecord(raw.event);
  const records = [
    ...(position === null ? [] : positionRecords(position, unique)),
    ...(event === null ? [] : eventRecords(event, position, unique)),
  ];
  return { ok: true, records };
}

type Base = { readonly unique: string; readonly names: Translated['names'] };

const translated = ({ unique, names }: Base, record: RawRecord): Translated => ({
  record: filled({ site: NO_SITE, device: unique, ...record }),
  devices: [unique],
  names,
});

function positionRecords(position: RawRecord, unique: string): Translated[] {
  const base = { unique, names: NAMES };
  const attributes = asRecord(position.attributes) ?? {};
  const heard = timeOf(position.deviceTime ?? position.fixTime);
  const fixed = timeOf(position.fixTime);
  // The same position comes with an event again, under another number, and may be asked for afterwards.
  const id = `traccar:${unique}:${inOneForm(heard)}`;
  const battery = within(attributes.batteryLevel, 0, 100);
  const place: RawRecord = isStale(position)
    ? { type: 'device', id, ts: heard, battery, traccar: kept(position) }
    : {
        type: 'location',
        id,
        ts: fixed,
        lat: position.latitude,
        lon: position.longitude,
        accuracy: within(position.accuracy, Number.MIN_VALUE, Number.MAX_VALUE), // 0: not known
        speed: knots(position.speed),
        heading: within(position.course, 0, 360),
        altitude: within(position.altitude, -Number.MAX_VALUE, Number.MAX_VALUE),
        battery,
        mock: typeof attributes.mock === 'boolean' ? attributes.mock : null,
        traccar: kept(position),
      };
  return [translated(base, place), ...alarms(attributes.alarm, base, heard)];
}

/** A position that Traccar repeats because the device sent none: the device was heard, and nobody knows where. */
const isStale = ({ outdated, valid, latitude, longitude }: RawRecord): boolean =>
  outdated === true || (valid === false && latitude === 0 && longitude === 0);

function eventRecords(event: RawRecord, position: RawRecord | null, unique: string): Translated[] {
  const base = { unique, names: EVENT_NAMES };
  const { type, attributes } = event;
  const at = timeOf(event.eventTime ?? event.serverTime);
  if (type === 'alarm') {
    const alarm = asRecord(attributes)?.alarm ?? asRecord(position?.attributes)?.alarm ?? 'alarm';
    return alarms(alarm, base, timeOf(position?.deviceTime ?? position?.fixTime) ?? at);
  }
  const status = typeof type === 'string' ? LINK_STATES[type] : undefined;
  const record = { type: 'device', ts: at, status, id: `traccar:${unique}:${String(type)}:${inOneForm(at)}` };
  return [translated(base, { ...record, traccar: filled({ event: type, attributes }) })];
}

/** One alert each: newer versions list several, separated by commas. A position and its event tell the same one. */
function alarms(alarm: unknown, base: Base, ts: unknown): Translated[] {
  if (typeof alarm !== 'string') return [];
  return alarm
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) =>
      translated(base, {
        type: 'alert',
        id: `traccar:${base.unique}:${name}:${inOneForm(ts)}`,
        ts,
        alert_type: name.toUpperCase(),
      }),
    );
}

const kept = ({ protocol, attributes, address, network }: RawRecord): RawRecord =>
  filled({ protocol, attributes, address, network });

const knots = (speed: unknown): number | undefined => {
  const known = within(speed, 0, Number.MAX_VALUE);
  return known === undefined ? undefined : known * METRES_PER_SECOND_PER_KNOT;
};

/** Jackson's `+0000` as RFC 3339 writes it. */
const timeOf = (time: unknown): unknown =>
  typeof time === 'string' ? time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : instantText(time);

const WITH_OFFSET = /(Z|[+-]\d\d:\d\d)$/;
/** The instant as most versions forward it, so that it is the same however it is written; anything else as it came. */
function inOneForm(time: unknown): unknown {
  const at = typeof time === 'string' && WITH_OFFSET.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isFinite(at) ? toIso(at).replace('Z', '+00:00') : time;
}
