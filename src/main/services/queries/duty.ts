import type { AbsenceDto, DutySite, TourStartDto } from '#contract/duty.ts';
import type { ExpectedTour } from '#core/audit/expected-tours.ts';
import { isOverdue, startsOfTour, TOUR_STREAMS } from '#core/audit/expected-tours.ts';
import { foldTourRuns, TOUR_LOOKBACK } from '#core/audit/tour-runs.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { plannedBetween } from '#core/schedule/roster.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { AbsenceRow } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import type { QueryHandlers } from '../handlers.ts';
import { notedOfSite } from './as-noted.ts';
import { isVisible, siteFinder } from './site-finder.ts';

/** A run may begin this long before its scheduled start. */
const BEFORE_START = 2 * HOUR;

/** Absences, and what the dialogs of the desk offer to choose from. */
export function createDutyQueries(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
): Pick<QueryHandlers, 'people.absences' | 'duty.site'> {
  const siteOf = siteFinder(fleet);
  const absences = (sites: readonly Site[], active: boolean): AbsenceDto[] => {
    const byId = new Map(sites.map((site) => [site.id, site]));
    return readModel.noted
      .absences([...byId.keys()], active ? clock.now() : null)
      .flatMap((row) => absenceOf(row, byId.get(row.site_id)) ?? []);
  };
  return {
    'people.absences': ({ site, active }, { scope }) =>
      absences(
        site === undefined ? fleet().sites.filter((each) => isVisible(each, scope)) : [siteOf(site, scope)],
        active,
      ),
    'duty.site': ({ site: code }, { scope }) => {
      const site = siteOf(code, scope);
      const at = clock.now();
      return {
        site: site.code,
        name: site.name,
        timezone: site.timezone,
        people: site.people.map(({ code: person, name, role, lone_worker }) => ({
          code: person,
          name,
          role,
          lone_worker,
          shift: shiftOf(site, person, at),
        })),
        tours: toursOf(readModel, site, at),
        absences: absences([site], true),
      };
    },
  };
}

function absenceOf(row: AbsenceRow, site: Site | undefined): AbsenceDto | null {
  if (site === undefined) return null;
  const { site_id: _, ...absence } = row;
  return { ...absence, site: site.code };
}

/** The planned shift that runs at the instant, else the next within a day. */
function shiftOf(site: Site, person: string, at: EpochMs): { start: EpochMs; end: EpochMs } | null {
  const shift = plannedBetween(site, at, at + DAY).find((each) => each.person === person);
  return shift === undefined ? null : { start: shift.start, end: shift.end };
}

function toursOf(readModel: ReadModel, site: Site, at: EpochMs): DutySite['tours'] {
  const noted = notedOfSite(readModel, site, at);
  const seen = noted.of(site);
  const rows = readModel
    .activity([site.id], TOUR_STREAMS, at - TOUR_LOOKBACK - BEFORE_START, at)
    .filter(({ site_id, run }) => !noted.isByHand(site_id, run));
  const runs = foldTourRuns(rows);
  return site.tours.map((tour) => ({
    code: tour.code,
    name: tour.name,
    mandatory: tour.mandatory,
    starts: startsOfTour(seen, tour, runs, at)
      .map((start) => toStart(start, at))
      .toSorted((a, b) => b.at - a.at),
  }));
}

function toStart(expected: ExpectedTour, now: EpochMs): TourStartDto {
  const { tour, at, deadline, subject, run, by_hand } = expected;
  return {
    at,
    local: subject.slice(`tour:${tour.code}@`.length),
    deadline,
    state: stateOf(expected, now),
    completed_at: run?.completed_at ?? by_hand?.completed_at ?? null,
  };
}

function stateOf(expected: ExpectedTour, now: EpochMs): TourStartDto['state'] {
  const { tour, run, by_hand } = expected;
  if (by_hand !== null) return 'BY_HAND';
  if (run !== null && run.completed_at !== null)
    return tour.checkpoints.every(({ code }) => run.scans.has(code)) ? 'COMPLETED' : 'INCOMPLETE';
  return isOverdue(expected, now) ? 'OVERDUE' : 'OPEN';
}
