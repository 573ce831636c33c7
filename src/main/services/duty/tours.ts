import type { Answer, Parsed } from '#contract/index.ts';
import { startsOfTour, subjectOfStart, TOUR_STREAMS } from '#core/audit/expected-tours.ts';
import { foldTourRuns, type TourRun } from '#core/audit/tour-runs.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site, Tour } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, toIso } from '#core/model/time.ts';
import { tourStartsBetween } from '#core/schedule/tour-starts.ts';
import { keyAt } from '../findings/opening.ts';
import type { Caller } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import type { DutyParts } from './parts.ts';
import {
  clockAt,
  dayAndClockAt,
  findingAt,
  personAt,
  remark,
  rememberNoted,
  siteEntry,
  siteFor,
} from './parts.ts';

type Input = Parsed<'tours.complete_by_hand'>;
/** Findings that are about one scheduled start of a tour. */
const ABOUT_TOURS = ['TOUR_OVERDUE', 'TOUR_INCOMPLETE', 'TOUR_ABANDONED'] as const;

type Start = { readonly site: Site; readonly tour: Tour; readonly start: EpochMs };

/**
 * The desk accounts for one scheduled start of a tour. The record goes through the ordinary intake, so that a replay finds it
 * among the events, and counts for `tour_completion`: the signal asks whether rounds are accounted for, and this one is. It
 * names neither source nor person: it shows that no source lives and that nobody was seen. To rules about walking it is no
 * walk: it has no scans, and they do not see its run.
 */
export const createTourByHand =
  (parts: DutyParts) =>
  (input: Input, caller: Caller): Answer<'tours.complete_by_hand'> => {
    const { store, clock } = parts.context.world;
    const at = clock.now();
    const { site, tour, start } =
      'finding' in input ? startOf(parts, input.finding, caller) : named(parts, input, caller);
    const { person, completed_at, reason } = input;
    if (person !== null) personAt(site, person);
    refuseTime({ site, tour, start }, completed_at, at);
    refuseDone(parts, { site, tour, start }, at);
    const run = `by-hand-${parts.randomId()}`;
    const changes = parts.context.begin(at);
    const about = findingsAbout(parts, { site, tour, start });
    const finding_id = 'finding' in input ? input.finding : (about[0]?.id ?? null);
    const detail = `${tour.code} of ${dayAndClockAt(site, start)}, by ${person ?? 'somebody unknown'} at ${clockAt(site, completed_at)}: ${reason}`;
    for (const finding of about) remark(changes, finding, { reason: 'tour_by_hand', detail, caller });
    const after = { tour: tour.code, start, person, completed_at, run, finding_id };
    parts.intake.accept([record({ site, tour, start }, { run, person, completed_at })], {
      stamp: at,
      alongside: {
        write([outcome]) {
          if (outcome !== 'accepted') throw new Error(`the record of a tour by hand was ${outcome}`);
          const noted_by = caller.actor.name;
          const row = { tour: tour.code, run, start, person, completed_at, reason, finding_id };
          store.noted.addTour({ ...row, site_id: site.id, noted_at: at, noted_by });
          store.trail.append([
            siteEntry(site, caller, at, { action: 'site.tour_by_hand', reason, before: null, after }),
          ]);
          changes.write();
        },
        committed: () => rememberNoted(parts.context, site, at),
      },
    });
    parts.context.committed(changes);
    parts.wakes.judgeNoted(site, at);
    return { run };
  };

/** The telemetry record, marked as made by hand. */
const record = (
  { site, tour, start }: Start,
  { run, person, completed_at }: { run: string; person: string | null; completed_at: EpochMs },
): TelemetryEvent => ({
  type: 'tour',
  site: site.code,
  ts: completed_at,
  received_at: null,
  id: run,
  source: null,
  person: null,
  device: null,
  attributes: {
    by_hand: true,
    scheduled_start: toIso(start),
    ...(person === null ? {} : { walked_by: person }),
  },
  tour: tour.code,
  run,
  status: 'COMPLETED',
});

function named(parts: DutyParts, input: Exclude<Input, { finding: string }>, caller: Caller): Start {
  const site = siteFor(parts, input.site, caller);
  const tour = tourAt(site, input.tour);
  if (tourStartsBetween(site, tour, input.start, input.start + 1).length === 0)
    throw new Refused('not-found', `Tour ${tour.code} has no start at ${dayAndClockAt(site, input.start)}.`);
  return { site, tour, start: input.start };
}

/** The start that a finding is about, by its subject. */
function startOf(parts: DutyParts, id: string, caller: Caller): Start {
  const known = parts.context.book.byId(id);
  if (known?.site == null) throw new Refused('not-found', `No open finding ${id}.`);
  const site = siteFor(parts, known.site, caller);
  const { finding_type, subject, condition_started_at } = findingAt(parts, site, id);
  if (!ABOUT_TOURS.some((type) => type === finding_type))
    throw new Refused('bad-request', 'The finding is not about a tour.');
  const [code = '', local = ''] = splitLast(subject.slice('tour:'.length), '@');
  const tour = tourAt(site, code);
  const around = tourStartsBetween(site, tour, condition_started_at - 3 * DAY, condition_started_at + DAY);
  const start = around.find((each) => each.local === local);
  if (start === undefined)
    throw new Refused('not-found', `Tour ${code} no longer has a start at ${local.replace('T', ' ')}.`);
  return { site, tour, start: start.at };
}

const splitLast = (text: string, mark: string): readonly string[] => {
  const place = text.lastIndexOf(mark);
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)];
};

function tourAt(site: Site, code: string): Tour {
  const tour = site.tours.find((each) => each.code === code);
  if (tour === undefined) throw new Refused('not-found', `${site.code} has no tour ${code}.`);
  return tour;
}

function refuseTime({ site, tour, start }: Start, completedAt: EpochMs, now: EpochMs): void {
  if (completedAt > now) throw new Refused('bad-request', 'A tour cannot have been completed in the future.');
  if (completedAt < start)
    throw new Refused(
      'bad-request',
      `Tour ${tour.code} cannot have been completed before its start at ${dayAndClockAt(site, start)}.`,
    );
}

/** Refuses what is accounted for: by hand, or completed with a scan of every checkpoint. */
function refuseDone(parts: DutyParts, { site, tour, start }: Start, now: EpochMs): void {
  const { noted } = parts.context.world.store;
  if (noted.tourOf(site.id, tour.code, start) !== null)
    throw new Refused(
      'conflict',
      `Tour ${tour.code} of ${dayAndClockAt(site, start)} was completed by hand already.`,
    );
  const run = startsOfTour(site, tour, runsAround(parts, site, start, now), start + 1).find(
    (each) => each.at === start,
  )?.run;
  if (run == null || run.completed_at === null) return;
  if (tour.checkpoints.every(({ code }) => run.scans.has(code)))
    throw new Refused(
      'conflict',
      `Tour ${tour.code} of ${dayAndClockAt(site, start)} was completed at ${clockAt(site, run.completed_at)}.`,
    );
}

/** What devices told of the tours of the site since shortly before the start. */
function runsAround({ context }: DutyParts, site: Site, start: EpochMs, now: EpochMs): readonly TourRun[] {
  const { store } = context.world;
  const rows = store.events.activity(
    [site.id],
    TOUR_STREAMS,
    start - 2 * HOUR,
    Math.min(now, start + 2 * DAY),
  );
  return foldTourRuns(rows.filter(({ site_id, run }) => !context.memory.noted.isByHand(site_id, run)));
}

function findingsAbout({ context }: DutyParts, { site, tour, start }: Start): readonly Finding[] {
  const subject = subjectOfStart(site, tour.code, start);
  return ABOUT_TOURS.flatMap((type) => context.book.get(keyAt(site, type, subject)) ?? []);
}
