import { expect, it } from 'vitest';
import { eventKey } from '../identity.ts';
import { readRecord } from './read-record.ts';
import { newestFix, traccarDevices, traccarRecords } from './traccar-history.ts';

const AT = Date.parse('2024-05-20T14:31:00Z');
const common = { protocol: 'osmand', outdated: false, valid: true, altitude: 7, speed: 10, course: 180 };
const place = { ...common, latitude: -23.55052, longitude: -46.633308, accuracy: 0 };
const attributes = { alarm: 'sos', batteryLevel: 85 };
/** As 6.x forwards it, and as versions answer when they are asked for it. */
const forwarded = {
  position: {
    ...place,
    id: 0,
    attributes,
    deviceTime: '2024-05-20T14:29:56.000+00:00',
    fixTime: '2024-05-20T14:29:55.000+00:00',
  },
  device: { id: 10, name: 'Radio 7', uniqueId: 'imei-7' },
};
const asked = (deviceTime: unknown, fixTime: unknown) => ({
  ...{ ...place, id: 12_346, deviceId: 10, attributes, deviceTime, fixTime },
});

function keysOf(value: unknown): readonly number[] {
  const result = readRecord(value, 'traccar', { at: AT });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sent.map(({ event }) => eventKey(event));
}

it.each([
  ['6.x', '2024-05-20T14:29:56.000+00:00', '2024-05-20T14:29:55.000+00:00'],
  ['5.x, without milliseconds', '2024-05-20T14:29:56Z', '2024-05-20T14:29:55Z'],
  ['4.x, without a colon', '2024-05-20T14:29:56.000+0000', '2024-05-20T14:29:55.000+0000'],
  ['3.17, the zone of the server', '2024-05-20T11:29:56.000-03:00', '2024-05-20T11:29:55.000-03:00'],
  ['milliseconds', 1_716_215_396_000, 1_716_215_395_000],
])('knows a position and its call for help again that was forwarded before (%s)', (_, heard, fixed) => {
  const [record] = traccarRecords('imei-7', [asked(heard, fixed)], []);
  expect(keysOf(record)).toEqual(keysOf(forwarded));
});

it('knows an event again, and an alarm by its event or by its position', () => {
  const event = { id: 500, deviceId: 10, type: 'deviceOffline', attributes: {}, positionId: 0 };
  const sent = { event: { ...event, eventTime: '2024-05-20T14:29:50.123+00:00' }, device: forwarded.device };
  const [again] = traccarRecords('imei-7', [], [{ ...event, eventTime: '2024-05-20T14:29:50.123Z' }]);
  expect(keysOf(again)).toEqual(keysOf(sent));
  const eventTime = '2024-05-20T14:29:56.000+00:00';
  const alarm = { ...event, type: 'alarm', attributes: { alarm: 'sos' }, positionId: 12_346, eventTime };
  const [told] = traccarRecords('imei-7', [], [alarm]);
  expect(keysOf(told)).toEqual(keysOf(forwarded).slice(1));
});

it('reads the devices of a server, and leaves out what is none', () => {
  const known = { id: 10, uniqueId: 'imei-7', lastUpdate: '2024-05-20T14:30:00.000+00:00' };
  const answer = [known, { ...known, id: '11' }, { id: 12, uniqueId: 'new', lastUpdate: null }, null, 'x'];
  expect(traccarDevices(answer)).toEqual([
    { id: 10, unique: 'imei-7', heard_at: Date.parse('2024-05-20T14:30:00Z') },
    { id: 12, unique: 'new', heard_at: null },
  ]);
});

it('finds the newest fix whatever the order, and what is no position stays to be complained about', () => {
  const [old, late] = ['2024-05-20T14:00:00Z', '2024-05-20T14:29:55Z'].map((fixTime) => ({ fixTime }));
  expect(newestFix([late, old, 7, {}])).toBe(Date.parse('2024-05-20T14:29:55Z'));
  expect(newestFix([])).toBeNull();
  expect(traccarRecords('imei-7', [7], [])).toEqual([7]);
});
