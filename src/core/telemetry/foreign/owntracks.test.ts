import { expect, it } from 'vitest';
import { readRecord } from './read-record.ts';

const AT = Date.parse('2024-05-20T14:31:00Z');
/** Android 2.5, HTTP mode. */
const android = {
  _type: 'location',
  _id: 'a1b2c3d4',
  BSSID: '00:11:22:33:44:55',
  acc: 12,
  alt: 154,
  batt: 86,
  bs: 1,
  cog: 0,
  conn: 'w',
  created_at: 1_716_215_400,
  lat: 52.52,
  lon: 13.405,
  m: 1,
  t: 'u',
  tid: '7a',
  topic: 'owntracks/guard/radio-7',
  tst: 1_716_215_395,
  vac: 3,
  vel: 18,
};
/** iOS 18: without a course it says -1, and a time may have a fraction. */
const ios = {
  _type: 'location',
  acc: 0,
  batt: -1,
  cog: -1,
  lat: 52.52,
  lon: 13.405,
  tid: 'JP',
  tst: 1_716_215_395.25,
  vel: -1,
  vac: 10,
  p: 99.8,
};

function read(value: unknown, sender = { user: null as string | null, device: null as string | null }) {
  const result = readRecord(value, null, { at: AT, owntracks: sender });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const [sent] = result.sent;
  if (sent === undefined) throw new Error('nothing was read');
  return sent;
}

it('reads a location of the Android app: km/h, seconds, the battery, and what it does not know is kept', () => {
  const { event, devices } = read(android);
  expect(event).toMatchObject({
    type: 'location',
    ts: 1_716_215_395_000,
    lat: 52.52,
    accuracy: 12,
    speed: 5,
    heading: 0,
    altitude: 154,
    battery: 86,
    attributes: { owntracks: { bs: 1, conn: 'w', tid: '7a', t: 'u' } },
  });
  expect(devices).toEqual(['guard/radio-7', 'radio-7', '7a']);
});

it('reads a location of the iOS app, whose -1 means not known', () => {
  const { event, devices } = read(ios, { user: 'jane', device: 'phone' });
  expect(event).toMatchObject({
    ts: 1_716_215_395_250,
    accuracy: null,
    speed: null,
    heading: null,
    battery: null,
  });
  expect(devices).toEqual(['jane/phone', 'phone', 'JP']);
});

it('reads a transition as the position at which it was', () => {
  const transition = { _type: 'transition', wtst: 1, lat: 12.34, lon: 44.5, tst: 1_427_634_603, acc: 130 };
  expect(read({ ...transition, tid: 'JP', event: 'enter', desc: 'Gate', t: 'b' }).event).toMatchObject({
    type: 'location',
    ts: 1_427_634_603_000,
    attributes: { owntracks: { _type: 'transition', event: 'enter' } },
  });
});

it('reads a last will as offline when it came: its own time is that of the connection', () => {
  const { event } = read({ _type: 'lwt', tst: 1_716_000_000, topic: 'owntracks/guard/radio-7' });
  expect(event).toMatchObject({ type: 'device', status: 'OFFLINE', ts: AT, device: 'guard/radio-7' });
});

it('keeps a type that it does not read as it came, with the device as heard', () => {
  const waypoint = { _type: 'waypoint', desc: 'Home', tst: '1398353271887', rad: 100, tid: 'x1' };
  expect(read(waypoint).event).toMatchObject({
    type: 'device',
    status: null,
    ts: AT,
    attributes: { owntracks: waypoint },
  });
});

it('says what is wrong with a record that is encrypted, has no type or no place', () => {
  const problemsOf = (value: unknown) => readRecord(value, 'owntracks', { at: AT });
  expect(problemsOf({ _type: 'encrypted', data: 'x' })).toMatchObject({
    ok: false,
    problems: [{ field: '_type' }],
  });
  expect(problemsOf({})).toMatchObject({ ok: false, problems: [{ field: '_type', found: 'nothing' }] });
  expect(problemsOf({ _type: 'location', tst: 'x', lat: 1 })).toMatchObject({
    ok: false,
    problems: [{ field: 'tst' }, { field: 'lon', found: 'nothing' }],
  });
});
