import type { ProfileCell, ProfileRepo } from '#main/ports/store.ts';
import { upsertOf } from './columns.ts';
import { profile } from './schema/index.ts';
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

const CELL = 'p.site_id, p.stream, p.hour_of_week, p.n, p.mean, p.m2, p.min, p.max, p.recent';
const OF_SITES = `SELECT ${CELL} FROM json_each(@sites) s CROSS JOIN profile p ON p.site_id = s.value`;
const ORDERED = 'ORDER BY p.site_id, p.stream, p.hour_of_week';

/** The hour-of-week profiles, and how far each site has learned. */
export function createProfileRepo(session: Session): ProfileRepo {
  const all = session.prepare<[{ sites: string }], Stored>(`${OF_SITES} ${ORDERED}`);
  const some = session.prepare<[{ sites: string; hours: string }], Stored>(
    `${OF_SITES} WHERE p.hour_of_week IN (SELECT value FROM json_each(@hours)) ${ORDERED}`,
  );
  const save = session.prepare<[Stored]>(upsertOf(profile, ['site_id', 'stream', 'hour_of_week']));
  const learnedTo = session.rows<[], [siteId: number, at: number]>(
    'SELECT site_id, learned_to FROM profile_state',
  );
  const setLearnedTo = session.prepare<[{ site_id: number; at: number }]>(`
    INSERT INTO profile_state (site_id, learned_to) VALUES (@site_id, @at)
    ON CONFLICT DO UPDATE SET learned_to = excluded.learned_to`);
  const clearCells = session.prepare<[string]>(
    'DELETE FROM profile WHERE site_id IN (SELECT value FROM json_each(?))',
  );
  const clearState = session.prepare<[string]>(
    'DELETE FROM profile_state WHERE site_id IN (SELECT value FROM json_each(?))',
  );
  return {
    cells(siteIds, hoursOfWeek) {
      const sites = JSON.stringify(siteIds);
      const rows =
        hoursOfWeek === null ? all.all({ sites }) : some.all({ sites, hours: JSON.stringify(hoursOfWeek) });
      return rows.map((row) => ({ ...row, recent: unpackSamples(row.recent) }));
    },
    save(cells) {
      for (const cell of cells) save.run({ ...cell, recent: packSamples(cell.recent) });
    },
    learnedTo: () => new Map(learnedTo.all()),
    setLearnedTo(rows) {
      for (const row of rows) setLearnedTo.run(row);
    },
    clear(siteIds) {
      clearCells.run(JSON.stringify(siteIds));
      clearState.run(JSON.stringify(siteIds));
    },
  };
}
