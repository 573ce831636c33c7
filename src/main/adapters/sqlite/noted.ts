import type { AbsenceRow, ExtensionRow, NotedReads, NotedRepo, TourByHandRow } from '#main/ports/store.ts';
import { selectOf, upsertOf } from './columns.ts';
import { absence, checkInExtension, tourByHand } from './schema/index.ts';
import type { Session } from './statements.ts';

type Asked = { from: number; site: number | null };
const AT_SITE = '(@site IS NULL OR site_id = @site)';

/** Reads what the desk noted, on any connection. */
export function createNotedReads(session: Session): NotedReads {
  const absences = session.prepare<[Asked], AbsenceRow>(
    `${selectOf(absence)} WHERE "end" > @from AND ${AT_SITE} ORDER BY noted_at, id`,
  );
  const extensions = session.prepare<[Asked], ExtensionRow>(
    `${selectOf(checkInExtension)} WHERE until > @from AND ${AT_SITE} ORDER BY noted_at`,
  );
  const tours = session.prepare<[Asked], TourByHandRow>(
    `${selectOf(tourByHand)} WHERE noted_at > @from AND ${AT_SITE} ORDER BY noted_at, run`,
  );
  const one = session.prepare<[string], AbsenceRow>(`${selectOf(absence)} WHERE id = ?`);
  const listed = session.prepare<[{ sites: string; at: number | null }], AbsenceRow>(
    `${selectOf(absence)} WHERE site_id IN (SELECT value FROM json_each(@sites))
       AND (@at IS NULL OR ("end" > @at AND withdrawn_at IS NULL))
     ORDER BY noted_at DESC, id LIMIT 1000`,
  );
  const ofStart = session.prepare<[number, string, number], TourByHandRow>(
    `${selectOf(tourByHand)} WHERE site_id = ? AND tour = ? AND start = ? ORDER BY noted_at LIMIT 1`,
  );
  return {
    since(from, site) {
      const asked = { from, site };
      return {
        absences: absences.all(asked),
        extensions: extensions.all(asked),
        tours: tours.all(asked),
      };
    },
    absence: (id) => one.get(id) ?? null,
    absences: (siteIds, currentAt) => listed.all({ sites: JSON.stringify(siteIds), at: currentAt }),
    tours: (site, from) => tours.all({ from, site }),
    tourOf: (site, tour, start) => ofStart.get(site, tour, start) ?? null,
  };
}

/** Absences, more time for lone workers, and tours completed by hand. */
export function createNotedRepo(session: Session): NotedRepo {
  const addAbsence = session.prepare<[AbsenceRow]>(upsertOf(absence, ['id']));
  const withdraw = session.prepare<[number, string, string]>(
    'UPDATE absence SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?',
  );
  const addExtension = session.prepare<[ExtensionRow]>(`
    INSERT INTO check_in_extension (site_id, person, noted_at, until, reason, noted_by)
      VALUES (@site_id, @person, @noted_at, @until, @reason, @noted_by)
    ON CONFLICT DO UPDATE SET until = max(until, excluded.until), reason = excluded.reason`);
  const addTour = session.prepare<[TourByHandRow]>(upsertOf(tourByHand, ['site_id', 'run']));
  return {
    ...createNotedReads(session),
    addAbsence: (row) => void addAbsence.run(row),
    withdraw: (id, at, by) => void withdraw.run(at, by, id),
    addExtension: (row) => void addExtension.run(row),
    addTour: (row) => void addTour.run(row),
  };
}
