import type { Answer } from '#contract/index.ts';
import { attendance, type PersonDuty } from '#core/audit/duty.ts';
import { onDutySince } from '#core/audit/on-duty.ts';
import type { TourRun } from '#core/audit/tour-runs.ts';
import { toursOfDay } from '#core/audit/tours-of-day.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { rosteredAt } from '#core/schedule/roster.ts';
import type { SiteFacts } from '#main/ports/site-facts.ts';
import type { SilentSources } from './source-health.ts';

type Page = Answer<'sites.page'>;
const MINUTES_A_DAY = 1_440;

/** The people of a site: those on duty first, then by code. */
export function peopleOf(
  site: Site,
  duty: ReadonlyMap<string, PersonDuty>,
  { seen }: Pick<SiteFacts, 'seen'>,
  at: EpochMs,
): Page['people'] {
  const shifts = rosteredAt(site, at);
  const lastSeen = new Map(seen.map((each) => [each.person, each.at]));
  return site.people
    .map(({ code, name, role, phone, lone_worker }) => {
      const known = duty.get(code);
      const shift = shifts.find(({ person }) => person === code);
      return {
        code,
        name,
        role,
        phone,
        on_duty_since: onDutySince({ site, first_slot: null, duty }, code, at),
        shift: shift === undefined ? null : { start: shift.start, end: shift.end },
        signed_in: known !== undefined && attendance(known, at)?.open === true,
        last_seen_at: lastSeen.get(code) ?? null,
        last_check_in_at: known?.check_in_at ?? null,
        lone_worker: lone_worker !== null,
      };
    })
    .sort(
      (a, b) =>
        Number(b.on_duty_since !== null) - Number(a.on_duty_since !== null) || (a.code < b.code ? -1 : 1),
    );
}

/** The day that the site's own clock shows. */
export function dayAt(timezone: string, at: EpochMs): Interval {
  const zone = zoneOf(timezone);
  const { date } = zone.local(at);
  return {
    start: zone.instantOf(date, 0, 'earlier'),
    end: zone.instantOf(date, MINUTES_A_DAY, 'earlier'),
  };
}

/** Today's tours with what became of each; `runs` are those that devices told of. */
export const toursOf = (site: Site, runs: readonly TourRun[], at: EpochMs): Page['tours'] =>
  toursOfDay(site, dayAt(site.timezone, at), runs, at).map(
    ({ tour, at: start, deadline, state, run, by_hand }) => ({
      tour: tour.code,
      name: tour.name,
      mandatory: tour.mandatory,
      start,
      deadline,
      state,
      person: run?.person ?? by_hand?.person ?? null,
      began_at: run?.began_at ?? null,
      ended_at: run?.completed_at ?? by_hand?.completed_at ?? run?.abandoned_at ?? null,
      scanned: tour.checkpoints.filter(({ code }) => run?.scans.has(code)).length,
      checkpoints: tour.checkpoints.length,
      by_hand: by_hand !== null,
    }),
  );

/** What each device said last. A report that names no device belongs to the one that its person carries: the last in the configuration. */
export function devicesOf({ devices }: Site, reports: SiteFacts['devices']): Page['devices'] {
  const carried = new Map(devices.map(({ code, person }) => [person, code]));
  return devices.map(({ code, kind, person }) => {
    const own = reports.filter(
      (report) =>
        report.device === code ||
        (report.device === null &&
          report.person !== null &&
          report.person === person &&
          carried.get(person) === code),
    );
    return {
      code,
      kind,
      person,
      last_report_at: own.at(-1)?.ts ?? null,
      status: own.findLast(({ word }) => word !== null)?.word ?? null,
      battery: own.findLast(({ battery }) => battery !== null)?.battery ?? null,
    };
  });
}

/** Sources that were heard for the site, and those that its configuration names. */
export function sourcesOfSite(
  { sources, named_sources }: Pick<SiteFacts, 'sources' | 'named_sources'>,
  silent: SilentSources,
): Page['sources'] {
  const heard = new Map(sources.map((source) => [source.code, source]));
  return [...new Set([...heard.keys(), ...named_sources])].sort().map((code) => {
    const source = heard.get(code);
    return {
      code,
      named: named_sources.includes(code),
      health: silent.has(code) ? 'SILENT' : source === undefined ? 'NEVER' : 'HEALTHY',
      silent_since: silent.get(code) ?? null,
      last_event_at: source?.last_event_at ?? null,
      last_received_at: source?.last_received_at ?? null,
    };
  });
}
