import type { SiteDocument } from '#core/config/document.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { isBlind, type Outage } from './oracle-source.ts';

/** What is wrong with where people are and with what they carry, told naively, person by person, from the lines alone. */
type Wrong = {
  readonly site: string;
  readonly finding_type: string;
  readonly subject: string;
  readonly start: EpochMs;
  readonly last: EpochMs;
};
type Location = Extract<TelemetryEvent, { type: 'location' }>;
type DeviceReport = Extract<TelemetryEvent, { type: 'device' }>;

const OTHERS = new Set(['phone_event', 'location', 'task', 'checkpoint_scan', 'check_in']);

/** `events`: of one site, by instant. */
export function wrongsOfPeople(
  site: SiteDocument,
  events: readonly TelemetryEvent[],
  outages: readonly Outage[],
): readonly Wrong[] {
  return (site.people ?? []).flatMap(({ code }) => {
    const own = events.filter(({ person }) => person === code);
    const fixes = own.filter((event) => event.type === 'location');
    const reports = own.filter((event) => event.type === 'device');
    const device = site.devices?.find(({ person }) => person === code)?.code;
    return [
      ...outsides(site, code, fixes),
      ...travels(site, code, fixes),
      ...(device === undefined
        ? []
        : [...low(site, device, reports), ...offline(site, device, own, outages)]),
    ];
  });
}

function outsides(site: SiteDocument, person: string, fixes: readonly Location[]): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  let row: EpochMs[] = [];
  const common = { site: site.code, subject: `person:${person}` };
  for (const fix of fixes) {
    const beyond = metresFromSite(site, fix) - radiusOf(site);
    if (beyond - (fix.accuracy ?? 0) > 20) {
      if (row.at(-1) !== fix.ts) row.push(fix.ts);
      continue;
    }
    if (beyond > 20) continue;
    const [first = 0, , third = 0] = row;
    const breach = row.find((ts) => row.length >= 3 && ts >= third && ts - first >= 2 * MINUTE);
    const out = row.find((ts) => breach !== undefined && ts >= breach && ts - first >= 15 * MINUTE);
    if (breach !== undefined)
      wrongs.push({ ...common, finding_type: 'GEOFENCE_BREACH', start: breach, last: fix.ts });
    if (out !== undefined)
      wrongs.push({ ...common, finding_type: 'GUARD_OUT_OF_SITE', start: out, last: fix.ts });
    row = [];
  }
  return wrongs;
}

/** Metres beyond the fence, or null where the accuracy of the fix leaves it open, or the event is no fix. */
export function metresBeyond(site: SiteDocument, event: TelemetryEvent): number | null {
  if (event.type !== 'location') return null;
  const beyond = metresFromSite(site, event) - radiusOf(site);
  return beyond > 20 && beyond - (event.accuracy ?? 0) <= 20 ? null : beyond;
}

const radiusOf = ({ geofence }: SiteDocument): number =>
  geofence != null && 'radius_m' in geofence ? geofence.radius_m : Number.POSITIVE_INFINITY;

function metresFromSite({ location }: SiteDocument, fix: Location): number {
  return location == null ? 0 : metres(location.lat, location.lon, fix.lat, fix.lon);
}

/** By the spherical law of cosines. */
export function metres(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const [a, b, way] = [lat1, lat2, lon2 - lon1].map((degrees) => (degrees * Math.PI) / 180);
  const cosine =
    Math.sin(a ?? 0) * Math.sin(b ?? 0) + Math.cos(a ?? 0) * Math.cos(b ?? 0) * Math.cos(way ?? 0);
  return 6_371_008.8 * Math.acos(Math.min(1, cosine));
}

const isAccurate = ({ accuracy }: Location): boolean => accuracy !== null && accuracy <= 50;

function travels(site: SiteDocument, person: string, fixes: readonly Location[]): readonly Wrong[] {
  const days = new Map<string, EpochMs>();
  let previous: Location | null = null;
  for (const fix of fixes) {
    const seconds = (fix.ts - (previous?.ts ?? 0)) / 1_000;
    const way = previous === null ? 0 : metres(previous.lat, previous.lon, fix.lat, fix.lon);
    const isOdd = fix.mock === true || (isAccurate(fix) && way > 5_000 && way / seconds > 200 / 3.6);
    if (isOdd) {
      const day = new Date(fix.ts).toLocaleDateString('en-CA', { timeZone: site.timezone ?? 'UTC' });
      if (!days.has(day)) days.set(day, fix.ts);
    }
    if (fix.mock !== true && isAccurate(fix)) previous = fix;
  }
  return [...days].map(([day, ts]) => ({
    ...{ site: site.code, finding_type: 'IMPOSSIBLE_TRAVEL', subject: `person:${person}@${day}` },
    ...{ start: ts, last: ts },
  }));
}

function low(site: SiteDocument, device: string, reports: readonly DeviceReport[]): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  let start: EpochMs | null = null;
  for (const { ts, battery } of reports) {
    if ((battery ?? 100) <= 15) start ??= ts;
    else if (start !== null) {
      const subject = `device:${device}`;
      wrongs.push({ site: site.code, finding_type: 'DEVICE_BATTERY_LOW', subject, start, last: ts });
      start = null;
    }
  }
  return wrongs;
}

function offline(
  site: SiteDocument,
  device: string,
  events: readonly TelemetryEvent[],
  outages: readonly Outage[],
): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  let heard = Number.NEGATIVE_INFINITY;
  let goesOnSince = Number.NEGATIVE_INFINITY;
  let newest = Number.NEGATIVE_INFINITY;
  let start: EpochMs | null = null;
  for (const { type, ts } of events) {
    if (OTHERS.has(type)) {
      if (ts - newest > 20 * MINUTE) goesOnSince = ts;
      newest = ts;
      const isLong = heard > 0 && ts - Math.max(goesOnSince, heard) >= 30 * MINUTE;
      if (isLong && !isBlind(outages, heard, ts)) start ??= ts;
    }
    if (type !== 'device') continue;
    heard = ts;
    if (start !== null)
      wrongs.push({
        ...{ site: site.code, finding_type: 'DEVICE_OFFLINE', subject: `device:${device}` },
        ...{ start, last: ts },
      });
    start = null;
  }
  return wrongs;
}
