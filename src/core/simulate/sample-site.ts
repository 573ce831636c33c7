import type { DeviceDocument, PersonDocument, SiteDocument, TourDocument } from '#core/config/document.ts';
import type { Random } from '#core/kit/random.ts';
import type { LatLon } from '#core/model/site.ts';
import { DAY, type EpochMs, HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { atBearing, offset } from './geometry.ts';
import { type City, FIRST_NAMES, LAST_NAMES } from './places.ts';
import { hoursOfBoth, movedShifts, type ShiftMove, shiftMoveOf } from './shift-move.ts';
import type { Post, SiteKind, TourPlan } from './site-kinds.ts';

export type SampleSite = {
  readonly code: string;
  readonly kind: SiteKind;
  readonly city: City;
  /** Counts through the whole fleet. */
  readonly position: number;
  readonly start: EpochMs;
  readonly random: Random;
};

/** Work on the installation takes place between these local times, so that it meets neither a tour nor a change of shift. */
const MAINTENANCE = { start: '09:15', end: '12:15' } as const;
const MAINTENANCE_DAYS = ['TUE', 'WED', 'THU'] as const;

/** One site of the sample fleet as the configuration has it. */
export function sampleSite(site: SampleSite): SiteDocument {
  const { code, kind, city, position, random } = site;
  const location = offset(city, random.between(-9_000, 9_000), random.between(-9_000, 9_000));
  const radius = random.whole(12, 20) * 10;
  const posts = kind.posts.flatMap((post) => Array.from({ length: post.guards }, () => post));
  const people = posts.map((_, index) => samplePerson(site, index));
  const move = shiftMoveOf(position, kind.active === null, site.start);
  const audit = auditOf(site, move);
  return {
    code,
    name: `${city.name} ${kind.name} ${position + 1}`,
    timezone: city.timezone,
    location,
    geofence: { radius_m: radius },
    priority: random.whole(1, 5),
    ...(Object.keys(audit).length === 0 ? {} : { audit }),
    people,
    devices: people.map(deviceOf),
    shifts: posts.flatMap((post, index) => shiftsOf(post, personCode(code, index), move, site.start)),
    tours: kind.tours.map((tour, index) => tourOf(tour, location, radius, 6 - index)),
  };
}

const personCode = (site: string, index: number): string => `G-${site}-${index + 1}`;

function samplePerson({ code, kind, random }: SampleSite, index: number): PersonDocument {
  const person = {
    code: personCode(code, index),
    name: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
    role: 'guard',
  };
  if (kind.loneWorker === null) return person;
  const [check_in_minutes, grace_minutes] = kind.loneWorker;
  return { ...person, lone_worker: { check_in_minutes, grace_minutes } };
}

const deviceOf = ({ code }: PersonDocument): DeviceDocument => ({
  code: code.replace(/^G-/, 'D-'),
  kind: 'phone',
  person: code,
});

function shiftsOf(post: Post, person: string, move: ShiftMove | null, storyStart: EpochMs) {
  const { days, start, end } = post;
  return move === null
    ? [{ person, days: [...days], start, end }]
    : movedShifts(post, person, move, storyStart);
}

/** Checkpoints stand evenly on a circle well inside the fence. */
function tourOf(tour: TourPlan, center: LatLon, radius: number, checkpoints: number): TourDocument {
  return {
    code: tour.code,
    name: tour.name,
    mandatory: tour.mandatory,
    starts: tour.at.map((at) => ({ days: [...tour.days], at })),
    duration_minutes: 45,
    grace_minutes: 15,
    checkpoints: Array.from({ length: checkpoints }, (_, index) => ({
      code: `C-${index + 1}`,
      name: `Point ${index + 1}`,
      ...atBearing(center, (360 / checkpoints) * index, radius * (tour.code === 'T-1' ? 0.7 : 0.35)),
      radius_m: 25,
    })),
  };
}

function auditOf(site: SampleSite, move: ShiftMove | null): NonNullable<SiteDocument['audit']> {
  const { kind } = site;
  const { active } = kind;
  const hours = active === null || move === null ? {} : hoursOfBoth(active, move);
  const windows = maintenanceOf(site);
  return {
    ...(active === null ? {} : { active_hours: [{ ...active, ...hours, days: [...active.days] }] }),
    ...(windows.length === 0 ? {} : { maintenance_windows: windows }),
    ...(kind.hasDoors ? { custom_metrics: [{ name: 'door_opens' }] } : {}),
  };
}

type MaintenanceDocuments = NonNullable<NonNullable<SiteDocument['audit']>['maintenance_windows']>;

/** Every other site that may have work done on it has it weekly, every fifth of the others once, on the third day. */
function maintenanceOf({ kind, city, position, start }: SampleSite): MaintenanceDocuments {
  if (!kind.hasMaintenance) return [];
  if (position % 2 === 0) {
    const day = MAINTENANCE_DAYS[position % MAINTENANCE_DAYS.length] ?? 'WED';
    return [{ days: [day], ...MAINTENANCE, reason: 'Weekly work on the cameras' }];
  }
  if (position % 5 !== 0) return [];
  const zone = zoneOf(city.timezone);
  const morning = zone.instantOnDay(zone.dayAt(start + 2 * DAY), (9 * HOUR) / MINUTE + 15, 'scheduled');
  return [{ start: toIso(morning), end: toIso(morning + 3 * HOUR), reason: 'Fire panel test' }];
}
