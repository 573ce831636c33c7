import { type Interval, MINUTE } from '#core/model/time.ts';
import { batteryLow, deviceOf, deviceOffline } from '../device-effects.ts';
import { lowSignal } from '../effects.ts';
import { type Cause, type Effect, noTrouble, type Rewrite, type Scene } from '../trouble.ts';

/** The device of one guard dies, while phone and GPS go on. */
export const deviceDies: Cause = {
  name: 'device dies',
  weight: 3,
  plan(scene, at, random) {
    const person = scene.onDuty(at)[0];
    const device = person === undefined ? null : deviceOf(scene, person);
    const gone = { start: at, end: at + Math.round(random.between(80, 120) * MINUTE) };
    if (person === undefined || device === null || !scene.isSteady(gone)) return null;
    return {
      ...noTrouble,
      ...gone,
      cause: 'device dies',
      mutes: [{ ...gone, types: new Set(['device'] as const), person }],
      effects: [deviceOffline(device, person, gone), ...siteWithout(scene, gone)],
    };
  },
};

/** Where nobody else is on duty, the site lacks the heartbeats of devices altogether. */
function siteWithout({ site, onDuty }: Scene, gone: Interval): readonly Effect[] {
  const isMissed =
    site.audit.critical_signals.includes('device_heartbeats') && onDuty(gone.start).length === 1;
  return isMissed ? [lowSignal(site, 'device_heartbeats', gone)] : [];
}

/** A battery falls from 25 % to 5 % in this time; it is low (15 % and less) a little before its middle. */
const DRAIN = 60 * MINUTE;
const LOW_SHARE = 0.475;
const batteryAt = (elapsed: number): number => Math.max(5, Math.round(25 - (20 * elapsed) / DRAIN));

/** The battery of a device runs down and is changed an hour after it was low. */
export const batteryDrains: Cause = {
  name: 'battery drains',
  weight: 3,
  plan(scene, at, random) {
    const person = scene.onDuty(at)[0];
    const device = person === undefined ? null : deviceOf(scene, person);
    const drained = { start: at, end: at + DRAIN + Math.round(random.between(30, 60) * MINUTE) };
    if (person === undefined || device === null || !scene.isSteady(drained)) return null;
    return {
      ...noTrouble,
      ...drained,
      cause: 'battery drains',
      rewrites: [draining(person, drained)],
      effects: [batteryLow(device, person, at + Math.ceil(LOW_SHARE * DRAIN) + 1, drained.end)],
    };
  },
};

const draining = (person: string, span: Interval): Rewrite => ({
  ...span,
  type: 'device',
  person,
  rewrite: (event) =>
    event.type === 'device' ? { ...event, battery: batteryAt(event.ts - span.start) } : event,
});
