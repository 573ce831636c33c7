import { HOURS_PER_WEEK } from '#core/anomaly/grid.ts';
import type { ProfileCell, ProfileRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Stored = Omit<ProfileCell, 'recent'> & { readonly recent: Uint8Array };

const FLOAT_BYTES = 4;

/** Samples as float32, little-endian. */
export function packSamples(samples: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * FLOAT_BYTES));
  samples.forEach((sample, place) => {
    view.setFloat32(place * FLOAT_BYTES, sample, true);
  });
  return new Uint8Array(view.buffer);
}

export function unpackSamples(packed: Uint8Array): number[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: packed.byteLength / FLOAT_BYTES }, (_, place) =>
    view.getFloat32(place * FLOAT_BYTES, true),
  );
}

const ALL_HOURS = JSON.stringify(Array.from({ length: HOURS_PER_WEEK }, (_, hour) => hour));
/** Cells of sites, by the beginnings of their parts of each hour. */
const IN_HOURS = 'json_each(@hours) h CROSS JOIN json_each(@sites) s';
/** Finds cells `p` by their key: @hours and @sites are JSON arrays. */
export const cellsOf = (columns: string): string => `
  SELECT ${columns} FROM ${IN_HOURS} CROSS JOIN profile p ON p.hour_of_week = h.value AND p.site_id = s.value`;
export const CELLS = `
  ${cellsOf('p.site_id, p.stream, p.hour_of_week, p.n, p.mean, p.m2, p.min, p.max, p.recent')}
   ORDER BY p.site_id, p.stream, p.hour_of_week`;
/** By place, and whole: half of what an update by names takes. */
const SAVE_CELL = `
  REPLACE INTO profile (hour_of_week, site_id, stream, n, mean, m2, min, max, recent)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
export const CLEAR_CELLS = `
  DELETE FROM profile WHERE (hour_of_week, site_id) IN (SELECT h.value, s.value FROM ${IN_HOURS})`;

/** What finds the cells of some sites, of all hours unless some are named. */
export const hoursOfSites = (siteIds: readonly number[], hours: readonly number[] | null = null) => ({
  sites: JSON.stringify(siteIds),
  hours: hours === null ? ALL_HOURS : JSON.stringify(hours),
});

/** The hour-of-week profiles, and how far each site has learned. */
export function createProfileRepo(session: Session): ProfileRepo {
  type Asked = ReturnType<typeof hoursOfSites>;
  const select = session.prepare<[Asked], Stored>(CELLS);
  const save = session.prepare<(number | Uint8Array)[]>(SAVE_CELL);
  const learnedTo = session.rows<[], [siteId: number, at: number]>(
    'SELECT site_id, learned_to FROM profile_state',
  );
  const setLearnedTo = session.prepare<[{ site_id: number; at: number }]>(`
    INSERT INTO profile_state (site_id, learned_to) VALUES (@site_id, @at)
    ON CONFLICT DO UPDATE SET learned_to = excluded.learned_to`);
  const clearCells = session.prepare<[Asked]>(CLEAR_CELLS);
  const clearState = session.prepare<[string]>(
    'DELETE FROM profile_state WHERE site_id IN (SELECT value FROM json_each(?))',
  );
  return {
    cells: (siteIds, hoursOfWeek) =>
      select
        .all(hoursOfSites(siteIds, hoursOfWeek))
        .map((row) => ({ ...row, recent: unpackSamples(row.recent) })),
    save(cells) {
      for (const { hour_of_week, site_id, stream, n, mean, m2, min, max, recent } of cells)
        save.run(hour_of_week, site_id, stream, n, mean, m2, min, max, packSamples(recent));
    },
    learnedTo: () => new Map(learnedTo.all()),
    setLearnedTo(rows) {
      for (const row of rows) setLearnedTo.run(row);
    },
    clear(siteIds) {
      clearCells.run(hoursOfSites(siteIds));
      clearState.run(JSON.stringify(siteIds));
    },
  };
}
