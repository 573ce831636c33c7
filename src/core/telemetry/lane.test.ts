import { expect, it } from 'vitest';
import { isUrgent, laneOf } from './lane.ts';
import { parseEvent } from './parse-event.ts';

const event = (fields: object) => {
  const parsed = parseEvent({ site: 'S-1', ts: '2026-01-10T08:00:00Z', ...fields });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.event;
};

it.each([
  ['duress', { type: 'check_in', status: 'DURESS' }],
  ['duress', { type: 'alert', alert_type: 'sos' }],
  ['state', { type: 'alert', alert_type: 'FIRE' }],
  ['state', { type: 'check_in', status: 'OK' }],
  ['state', { type: 'tour', tour: 'T', status: 'STARTED' }],
  ['state', { type: 'device', status: 'OFFLINE' }],
  ['position', { type: 'location', lat: 1, lon: 2 }],
  ['position', { type: 'phone_event' }],
  ['position', { type: 'metric', metric: 'doors' }],
])('knows %s by what the event says', (lane, fields) => {
  expect(laneOf(event(fields))).toBe(lane);
});

it('lets a check-in and a call for help wait for nobody', () => {
  expect(isUrgent(event({ type: 'check_in', status: 'OK' }))).toBe(true);
  expect(isUrgent(event({ type: 'alert', alert_type: 'PANIC' }))).toBe(true);
  expect(isUrgent(event({ type: 'attendance', status: 'IN' }))).toBe(false);
});
