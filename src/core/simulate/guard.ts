import type { Random } from '#core/kit/random.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { LatLon, Site } from '#core/model/site.ts';
import { type EpochMs, HOUR, type Interval, MINUTE, SECOND } from '#core/model/time.ts';
import type { ShiftSpan } from '#core/schedule/roster.ts';
import { createBattery } from './battery.ts';
import { blankEvent } from './blank-event.ts';
import { once, type Process, repeating } from './process.ts';
import { createReceiver } from './receiver.ts';
import { paceAt } from './rhythm.ts';
import { createWalker } from './walker.ts';

/** What one guard does in one shift, from `from` on where the simulation begins in the middle of it. */
export type GuardShift = {
  readonly site: Site;
  readonly shift: ShiftSpan;
  readonly from: EpochMs;
  /** Milliseconds between two positions, on average. */
  readonly locationEvery: number;
  readonly heading: (person: string, at: EpochMs) => LatLon | null;
  readonly random: Random;
};

const DEFAULT_RADIUS = 150;
const PHONE_KINDS = ['app', 'app', 'app', 'call', 'heartbeat', 'message'] as const;
const TASKS = [
  'Check the fire doors',
  'Log the meter',
  'Escort a delivery',
  'Test the radio',
  'Walk the car park',
];

/** Everything that the guard and the phone send during the shift. */
export function guardProcesses(guard: GuardShift): readonly Process[] {
  const { shift, from } = guard;
  const span = { start: Math.max(shift.start, from), end: shift.end };
  return [
    phone(guard, span),
    location(guard, span),
    device(guard, span),
    ...checkIns(guard, span),
    ...[...attendance(guard), ...tasks(guard)].filter(({ ts }) => ts >= from).map(once),
  ];
}

function phone({ site, shift, random }: GuardShift, span: Interval): Process {
  const own = random.split('phone');
  return repeating({
    type: 'phone_event',
    person: shift.person,
    first: span.start + own.between(1, 6) * MINUTE,
    until: span.end,
    wait: (at) => Math.min(20, own.between(4, 14) * paceAt(site, at)) * MINUTE,
    event: (at) => ({
      ...blankEvent(site.code, at),
      type: 'phone_event',
      person: shift.person,
      kind: own.pick(PHONE_KINDS),
    }),
  });
}

function location({ site, shift, locationEvery, heading, random }: GuardShift, span: Interval): Process {
  const own = random.split('location');
  const center = site.location ?? { lat: 0, lon: 0 };
  const radius =
    site.geofence !== null && 'radius_m' in site.geofence ? site.geofence.radius_m : DEFAULT_RADIUS;
  const headingOf = (at: EpochMs) => heading(shift.person, at);
  const walker = createWalker(center, radius, span.start, headingOf, own);
  const receiver = createReceiver(center, radius, span.start, own.split('receiver'));
  return repeating({
    type: 'location',
    person: shift.person,
    first: span.start + own.between(0.1, 1) * locationEvery,
    until: span.end,
    wait: () => own.between(0.7, 1.3) * locationEvery,
    event: (at) => ({
      ...blankEvent(site.code, at),
      type: 'location',
      person: shift.person,
      ...receiver.measure(walker.moveTo(at), at),
      speed: null,
      heading: null,
      altitude: null,
      battery: null,
      mock: null,
    }),
  });
}

function device({ site, shift, random }: GuardShift, span: Interval): Process {
  const own = random.split('device');
  const code = site.devices.find(({ person }) => person === shift.person)?.code ?? null;
  const batteryAt = createBattery(shift.start, own.split('battery'));
  return repeating({
    type: 'device',
    person: shift.person,
    first: span.start + own.between(0, 3) * MINUTE,
    until: span.end,
    wait: () => own.between(13, 17) * MINUTE,
    event: (at) => ({
      ...blankEvent(site.code, at),
      type: 'device',
      person: shift.person,
      device: code,
      status: 'ONLINE',
      battery: batteryAt(at),
    }),
  });
}

/** A lone worker checks in well before it is due. */
function checkIns({ site, shift, random }: GuardShift, span: Interval): readonly Process[] {
  const lone = site.people.find(({ code }) => code === shift.person)?.lone_worker ?? null;
  if (lone === null) return [];
  const own = random.split('check_in');
  return [
    repeating({
      type: 'check_in',
      person: shift.person,
      first: span.start + own.between(5, 12) * MINUTE,
      until: span.end,
      wait: () => own.between(0.55, 0.8) * lone.check_in_minutes * MINUTE,
      event: (at) => ({ ...blankEvent(site.code, at), type: 'check_in', person: shift.person, status: 'OK' }),
    }),
  ];
}

/** In up to 6 min before the shift, out up to 5 min after it. */
function attendance({ site, shift, random }: GuardShift): readonly TelemetryEvent[] {
  const own = random.split('attendance');
  const arrives = Math.round(shift.start - own.between(0.2, 6) * MINUTE);
  const leaves = Math.round(shift.end + own.between(0.2, 5) * MINUTE);
  const person = shift.person;
  return [
    { ...blankEvent(site.code, arrives), type: 'attendance', person, status: 'IN' },
    { ...blankEvent(site.code, leaves), type: 'attendance', person, status: 'OUT' },
  ];
}

/** Given out at the beginning of the shift, done in its first half, due much later. */
function tasks({ site, shift, random }: GuardShift): readonly TelemetryEvent[] {
  const own = random.split('tasks');
  return Array.from({ length: own.whole(1, 3) }, (_, index) => {
    const given = Math.round(shift.start + own.between(5, 15) * MINUTE);
    const done = Math.round(given + own.between(40, 200) * MINUTE);
    const task = `K-${shift.person}-${Math.floor(shift.start / SECOND).toString(36)}-${index + 1}`;
    const common = { type: 'task', person: shift.person, task, due: given + 8 * HOUR } as const;
    const title = own.pick(TASKS);
    return [
      { ...blankEvent(site.code, given), ...common, title, status: 'ASSIGNED' as const },
      { ...blankEvent(site.code, done), ...common, title, status: 'COMPLETED' as const },
    ];
  }).flat();
}
