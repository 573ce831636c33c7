import { MINUTE } from '#core/model/time.ts';
import { atBearing } from '../geometry.ts';
import { outside } from '../place-effects.ts';
import { type Cause, noTrouble } from '../trouble.ts';

/** A guard on duty leaves the site for 40 to 75 minutes, while no tour is on its way. */
export const guardLeaves: Cause = {
  name: 'guard leaves',
  weight: 3,
  plan(scene, at, random) {
    const { location, geofence } = scene.site;
    const person = scene.onDuty(at)[0];
    const away = { start: at, end: at + Math.round(random.between(40, 75) * MINUTE) };
    if (location === null || geofence === null || !('radius_m' in geofence)) return null;
    if (person === undefined || !scene.isSteady(away) || scene.runs(away).length > 0) return null;
    const bearing = random.between(0, 360);
    const beyond = random.between(120, 400);
    return {
      ...noTrouble,
      ...away,
      cause: 'guard leaves',
      rewrites: [
        {
          ...away,
          type: 'location',
          person,
          rewrite: (event) =>
            event.type === 'location'
              ? // the way there and back in a slow arc, so that no two fixes are the same
                {
                  ...event,
                  ...atBearing(
                    location,
                    bearing + ((event.ts - at) / MINUTE) * 0.3,
                    geofence.radius_m + beyond,
                  ),
                  accuracy: 4 + (event.ts % 11),
                }
              : event,
        },
      ],
      effects: outside(person, away),
    };
  },
};
