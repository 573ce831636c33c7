import type { Random } from '#core/kit/random.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type Interval, MINUTE } from '#core/model/time.ts';
import { atBearing } from './geometry.ts';
import type { Rewrite } from './trouble.ts';

/** The fixes of a person who is outside the site during a span, 120 to 400 m beyond its fence; null where no radius fences the site. */
export function strayFix(
  { location, geofence }: Site,
  away: Interval,
  random: Random,
): Rewrite['rewrite'] | null {
  if (location === null || geofence === null || !('radius_m' in geofence)) return null;
  const bearing = random.between(0, 360);
  const distance = geofence.radius_m + random.between(120, 400);
  // the way there and back in a slow arc, so that no two fixes are the same
  const placeAt = (at: number) => atBearing(location, bearing + ((at - away.start) / MINUTE) * 0.3, distance);
  return (event: TelemetryEvent) =>
    event.type === 'location' ? { ...event, ...placeAt(event.ts), accuracy: 4 + (event.ts % 11) } : event;
}
