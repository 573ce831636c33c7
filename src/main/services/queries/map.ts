import type { Answer } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Site } from '#core/model/site.ts';
import { DAY } from '#core/model/time.ts';
import type { MapFile } from '#main/ports/map-file.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { SitePlanRow } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';
import { siteFinder } from './site-finder.ts';

type MapQueries = Pick<QueryHandlers, 'map.info' | 'map.read' | 'sites.map' | 'sites.positions'>;
type Place = Answer<'sites.map'>;

/** What maps show: the file beneath, what stands still at a site, and where its people were last. */
export function createMapQueries(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
  mapFile: MapFile,
): MapQueries {
  const siteOf = siteFinder(fleet);
  return {
    'map.info': () => mapFile.info(),
    'map.read': ({ offset, length }) => {
      const bytes = mapFile.read(offset, length);
      if (bytes === null) throw new Refused('not-found', 'There is no map file that can be read.');
      return { base64: Buffer.from(bytes).toString('base64') };
    },
    'sites.map': ({ site: code }, { scope }) => {
      const site = siteOf(code, scope);
      const plan = readModel.sitePlan(site.id);
      return {
        site: site.code,
        name: site.name,
        timezone: site.timezone,
        location: site.location,
        geofence: site.geofence,
        checkpoints: checkpointsOf(site),
        tours: site.tours.map(({ code, duration_minutes, grace_minutes }) => ({
          code,
          minutes: duration_minutes + grace_minutes,
        })),
        plan: plan === null ? null : toPlan(plan),
      };
    },
    'sites.positions': ({ site: code }, { scope }) => {
      const site = siteOf(code, scope);
      const at = clock.now();
      return { at, positions: [...readModel.positions(site.id, at - DAY, at)] };
    },
  };
}

/** Each place once, with every tour that comes by; tours may name the same code at different places. */
function checkpointsOf(site: Site): Place['checkpoints'] {
  const known = new Map<string, Place['checkpoints'][number]>();
  for (const tour of site.tours)
    for (const { code, name, lat, lon, radius_m } of tour.checkpoints) {
      const key = `${code} ${lat} ${lon}`;
      const checkpoint = known.get(key) ?? { code, name, lat, lon, radius_m, tours: [] };
      known.set(key, { ...checkpoint, tours: [...checkpoint.tours, tour.code] });
    }
  return [...known.values()];
}

const toPlan = ({ name, media_type, image, nw, se }: SitePlanRow): NonNullable<Place['plan']> => ({
  name,
  media_type,
  base64: Buffer.from(image).toString('base64'),
  nw,
  se,
});
