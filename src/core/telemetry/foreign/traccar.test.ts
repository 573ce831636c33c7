import { expect, it } from 'vitest';
import { isDuress } from '#core/model/event.ts';
import { eventKey } from '../identity.ts';
import { formatOf, readRecord } from './read-record.ts';

const AT = Date.parse('2024-05-20T14:31:00Z');
const device = { id: 10, attributes: {}, name: 'Radio 7', uniqueId: '123456789012345', status: 'online' };
/** As 6.x forwards it: before it is stored, so without an id. */
const position = {
  id: 0,
  attributes: { batteryLevel: 85, distance: 15.4, motion: true },
  deviceId: 10,
  protocol: 'osmand',
  serverTime: '2024-05-20T14:30:00.000+00:00',
  deviceTime: '2024-05-20T14:29:56.000+00:00',
  fixTime: '2024-05-20T14:29:55.000+00:00',
  outdated: false,
  valid: true,
  latitude: -23.55052,
  longitude: -46.633308,
  altitude: 760,
  speed: 10,
  course: 180,
  address: 'Main street 1',
  accuracy: 0,
  network: null,
};

function read(value: unknown) {
  const result = readRecord(value, null, { at: AT });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sent;
}

it('reads a position: knots, the time of the fix, the battery, and the attributes kept', () => {
  const [sent, ...others] = read({ position, device });
  expect(others).toEqual([]);
  expect(sent?.devices).toEqual(['123456789012345']);
  expect(sent?.event).toMatchObject({
    type: 'location',
    ts: Date.parse('2024-05-20T14:29:55Z'),
    device: '123456789012345',
    lat: -23.55052,
    lon: -46.633308,
    accuracy: null,
    heading: 180,
    altitude: 760,
    battery: 85,
    attributes: { traccar: { protocol: 'osmand', attributes: position.attributes } },
  });
  expect(sent?.event).toHaveProperty('speed', expect.closeTo(5.14444, 4));
});

it.each<[string | number, string]>([
  ['2019-06-01T08:00:00.000+0000', '4.x, an offset without a colon'],
  [1_559_376_000_000, '5.3, milliseconds'],
  ['2019-06-01T13:00:00.000+05:00', '3.7, the zone of the server'],
  ['2019-06-01T08:00:00.000+00:00', '5.x and 6.x'],
])('reads the time %s (%s)', (fixTime) => {
  const [sent] = read({ position: { ...position, fixTime, deviceTime: fixTime }, device });
  expect(sent?.event.ts).toBe(Date.parse('2019-06-01T08:00:00Z'));
});

it('raises an alarm sos as a call for help, once whether it comes with the position or as an event', () => {
  const calling = { ...position, attributes: { ...position.attributes, alarm: 'sos,lowBattery' } };
  const event = { id: 500, attributes: { alarm: 'sos' }, deviceId: 10, type: 'alarm', positionId: 12346 };
  const [, byPosition, battery] = read({ position: calling, device });
  const [again, repeated, byEvent] = read({
    event: { ...event, eventTime: '2024-05-20T14:30:00.100+00:00' },
    position: { ...calling, id: 12346, attributes: { alarm: 'sos' } },
    device,
  });
  expect(byPosition && isDuress(byPosition.event)).toBe(true);
  expect(battery?.event).toMatchObject({ type: 'alert', alert_type: 'LOWBATTERY' });
  expect(battery && isDuress(battery.event)).toBe(false);
  const keys = [byPosition, repeated, byEvent].map((sent) => sent && eventKey(sent.event));
  expect(new Set(keys).size).toBe(1);
  expect(again?.event.type).toBe('location');
});

it('tells a device that goes online or offline, and keeps every other event as a sign of the device', () => {
  const event = { id: 43334, attributes: {}, deviceId: 10, positionId: 0, geofenceId: 4, maintenanceId: 0 };
  const eventTime = '2024-05-10T10:45:34.984+00:00';
  const [offline] = read({ event: { ...event, type: 'deviceOffline', eventTime }, device });
  const [left] = read({ event: { ...event, type: 'geofenceExit', serverTime: eventTime }, device });
  expect(offline?.event).toMatchObject({ type: 'device', status: 'OFFLINE', ts: Date.parse(eventTime) });
  expect(left?.event).toMatchObject({
    type: 'device',
    status: null,
    ts: Date.parse(eventTime),
    attributes: { traccar: { event: 'geofenceExit' } },
  });
});

it('takes a position that Traccar repeats for want of one as a sign of the device alone', () => {
  const [sent] = read({ position: { ...position, outdated: true }, device });
  expect(sent?.event).toMatchObject({ type: 'device', ts: Date.parse('2024-05-20T14:29:56Z') });
});

it('names the fields of Traccar when it cannot read them', () => {
  const broken = { position: { ...position, latitude: 123, fixTime: 'noon' }, device };
  expect(readRecord(broken, null, { at: AT })).toMatchObject({
    ok: false,
    problems: [
      { field: 'position.fixTime', found: '"noon"' },
      { field: 'position.latitude', found: '123' },
    ],
  });
  expect(readRecord({ position }, 'traccar', { at: AT })).toMatchObject({
    ok: false,
    problems: [{ field: 'device' }],
  });
});

it('does not let a name through that would reach a prototype', () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "a": 1}');
  const result = readRecord({ position: { ...position, attributes: hostile }, device }, null, { at: AT });
  expect(result).toMatchObject({ ok: false, problems: [{ field: 'position.attributes' }] });
});

it('is told from the other formats by its content', () => {
  expect(formatOf({ position, device })).toBe('traccar');
  expect(formatOf({ type: 'device', site: 'S-1', device: 'D-1' })).toBe('ndjson');
});
