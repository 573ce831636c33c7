import type { SitePlanRepo, SitePlanRow } from '#main/ports/store.ts';
import { selectOf, upsertOf } from './columns.ts';
import { sitePlan } from './schema/index.ts';
import type { Session } from './statements.ts';

type Stored = Omit<SitePlanRow, 'nw' | 'se'> & {
  readonly nw_lat: number;
  readonly nw_lon: number;
  readonly se_lat: number;
  readonly se_lon: number;
};

export function createSitePlanRepo(session: Session): SitePlanRepo {
  const find = session.prepare<[number], Stored>(`${selectOf(sitePlan)} WHERE site_id = ?`);
  const save = session.prepare<[Stored]>(upsertOf(sitePlan, ['site_id']));
  const remove = session.prepare<[number]>('DELETE FROM site_plan WHERE site_id = ?');
  return {
    get(siteId) {
      const row = find.get(siteId);
      if (row === undefined) return null;
      const { nw_lat, nw_lon, se_lat, se_lon, ...plan } = row;
      return { ...plan, nw: { lat: nw_lat, lon: nw_lon }, se: { lat: se_lat, lon: se_lon } };
    },
    set({ nw, se, ...plan }) {
      save.run({ ...plan, nw_lat: nw.lat, nw_lon: nw.lon, se_lat: se.lat, se_lon: se.lon });
    },
    remove: (siteId) => void remove.run(siteId),
  };
}
