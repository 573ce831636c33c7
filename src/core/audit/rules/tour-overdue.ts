import type { Site, Tour } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { tourStartsBetween } from '#core/schedule/tour-starts.ts';
import type { Breach, Rule, Settled } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import type { TourRun } from '../tour-runs.ts';
import { TOUR_LOOKBACK } from '../tour-runs.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'TOUR_OVERDUE';

/** One scheduled start of a tour, when its time runs out, and the run that belongs to it. */
type Expected = {
  readonly tour: Tour;
  readonly subject: string;
  readonly at: EpochMs;
  readonly deadline: EpochMs;
  readonly run: TourRun | null;
};

/** Fires when a mandatory tour was not started, or not completed, by start + duration + grace. Clears on completion, else stays until resolved. */
export const tourOverdue: Rule = {
  type: TYPE,
  category: () => 'SECURITY',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['tours'],
  owns: (findingType) => findingType === TYPE,
  evaluate(snapshot, _audit, now) {
    const breaches: Breach[] = [];
    const settled: Settled[] = [];
    const judged = new Set<string>();
    for (const expected of expectedTours(snapshot, now)) {
      judged.add(expected.subject);
      if (expected.run?.completed_at != null) {
        settled.push({ finding_type: TYPE, subject: expected.subject, reason: 'tour completed' });
      } else if (now > expected.deadline) breaches.push(breach(expected, now));
    }
    const unknown = snapshot.open_subjects
      .filter((subject) => !judged.has(subject))
      .map((subject) => ({ finding_type: TYPE, subject }));
    return { breaches, settled, unknown };
  },
};

/** Every start of a mandatory tour of the last 26 h since the site was first audited. */
function expectedTours({ site, first_slot, tours }: SiteSnapshot, now: EpochMs): readonly Expected[] {
  if (first_slot === null) return [];
  return site.tours
    .filter(({ mandatory }) => mandatory)
    .flatMap((tour) => startsOf(site, tour, tours, now))
    .filter(({ at }) => at >= first_slot);
}

function startsOf(site: Site, tour: Tour, runs: readonly TourRun[], now: EpochMs): readonly Expected[] {
  const grace = tour.grace_minutes * MINUTE;
  const starts = tourStartsBetween(site, tour, now - TOUR_LOOKBACK, now + TOUR_LOOKBACK);
  return starts.flatMap(({ at, local }, index) => {
    if (at > now) return [];
    const next = starts[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const run = runOf(tour.code, at - grace, next - grace, at, runs);
    return [
      {
        tour,
        subject: `tour:${tour.code}@${local}`,
        at,
        deadline: at + tour.duration_minutes * MINUTE + grace,
        run,
      },
    ];
  });
}

/** The run that began in [from, to): a completed one before others, then the one nearest to the start. */
function runOf(
  tour: string,
  from: EpochMs,
  to: EpochMs,
  start: EpochMs,
  runs: readonly TourRun[],
): TourRun | null {
  let best: TourRun | null = null;
  for (const run of runs) {
    if (run.tour !== tour || run.began_at < from || run.began_at >= to) continue;
    if (best === null || rank(run, start) < rank(best, start)) best = run;
  }
  return best;
}

const rank = (run: TourRun, start: EpochMs): number =>
  (run.completed_at === null ? Number.MAX_SAFE_INTEGER / 2 : 0) + Math.abs(run.began_at - start);

function breach({ tour, subject, at, deadline, run }: Expected, now: EpochMs): Breach {
  const of = tour.checkpoints.length;
  const seen = run === null ? 0 : tour.checkpoints.filter(({ code }) => run.scans.has(code)).length;
  const progress = run === null ? 'not started' : `${seen} of ${of} checkpoints`;
  return {
    finding_type: TYPE,
    subject,
    severity: 'HIGH',
    condition_started_at: deadline,
    title: `Tour ${tour.code} overdue`,
    message: progress,
    explanation: {
      rule: TYPE,
      text: `Tour ${tour.code} was to be completed within ${tour.duration_minutes} min and ${tour.grace_minutes} min of grace; that ended ${spanInWords(now - deadline)} ago and it is ${run === null ? 'not started' : `at ${progress}`}.`,
      values: [
        { name: 'overdue', value: Math.floor((now - deadline) / MINUTE), unit: 'min', limit: 0 },
        { name: 'duration', value: tour.duration_minutes, unit: 'min' },
        { name: 'grace', value: tour.grace_minutes, unit: 'min' },
        { name: 'scheduled start', value: new Date(at).toISOString() },
        { name: 'checkpoints scanned', value: seen, limit: of },
      ],
      since: run?.last_at ?? null,
      clears_when: `Tour ${tour.code} of this start is completed.`,
    },
  };
}
