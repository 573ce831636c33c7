import type { Tour } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import type { ExpectedTour } from '../expected-tours.ts';
import { expectedTours, TOUR_STREAMS } from '../expected-tours.ts';
import { onDutySince } from '../on-duty.ts';
import { mayBeMissing } from '../outages.ts';
import { leftAt, whereabouts } from '../outside.ts';
import type { Breach, Rule, Settled } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import type { TourRun } from '../tour-runs.ts';
import { spanInWords } from '../words.ts';
import { BY_HAND } from './tour-overdue.ts';

const TYPE = 'TOUR_ABANDONED';
const SHORTEST_PAUSE = 20 * MINUTE;

/** How long a tour may rest between two scans: half its duration, at least 20 min. */
export const longestPause = ({ duration_minutes }: Tour): number =>
  Math.max(SHORTEST_PAUSE, (duration_minutes * MINUTE) / 2);

/**
 * Fires when a tour, mandatory or not, was started and has had no scan for longer than it may rest, and its guard, on duty, is
 * outside the site since before the tour had to be completed. Settled by the next scan or the completion, over when the guard is back; unknown while nobody knows where the guard is.
 */
export const tourAbandoned: Rule = {
  type: TYPE,
  category: () => 'SECURITY',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['tours', 'fixes', 'duty'],
  owns: (findingType) => findingType === TYPE,
  absence: () => TOUR_STREAMS,
  evaluate(snapshot, _audit, now) {
    const breaches: Breach[] = [];
    const settled: Settled[] = [];
    const unknown: { finding_type: string; subject: string }[] = [];
    for (const expected of expectedTours(snapshot, now, () => true)) {
      const { run, subject } = expected;
      if (run === null) continue;
      const isOpen = snapshot.open_subjects.includes(subject);
      if (expected.by_hand !== null) {
        if (isOpen) settled.push({ finding_type: TYPE, subject, reason: BY_HAND });
        continue;
      }
      if (run.completed_at !== null || run.last_at + longestPause(expected.tour) >= now) {
        if (isOpen) settled.push({ finding_type: TYPE, subject, reason: 'tour goes on' });
        continue;
      }
      const since = goneSince(snapshot, run, now);
      if (since === 'unknown') unknown.push({ finding_type: TYPE, subject });
      else if (since !== null && (isOpen || since <= expected.deadline))
        breaches.push(breach(expected, run, since, now));
    }
    return { breaches, settled, unknown };
  },
};

/** Since when the guard of a run is known to be outside; null when inside. */
function goneSince(
  snapshot: SiteSnapshot,
  { person, last_at }: TourRun,
  now: EpochMs,
): EpochMs | null | 'unknown' {
  if (person === null || onDutySince(snapshot, person, now) === null) return 'unknown';
  if (mayBeMissing(snapshot, TOUR_STREAMS, last_at, now)) return 'unknown';
  const place = whereabouts(snapshot.site, snapshot.fixes.get(person) ?? [], last_at, now);
  if (place.kind === 'inside') return null;
  return place.kind === 'unknown' ? 'unknown' : (leftAt(place.fixes) ?? 'unknown');
}

function breach({ tour, subject, at }: ExpectedTour, run: TourRun, goneAt: EpochMs, now: EpochMs): Breach {
  const of = tour.checkpoints.length;
  const seen = tour.checkpoints.filter(({ code }) => run.scans.has(code)).length;
  const pause = longestPause(tour);
  return {
    finding_type: TYPE,
    subject,
    severity: 'HIGH',
    condition_started_at: Math.max(run.last_at + pause, goneAt),
    title: `Tour ${tour.code} abandoned`,
    message: `${seen} of ${of} checkpoints, ${run.person} outside the site`,
    explanation: {
      rule: TYPE,
      text: `Tour ${tour.code} has rested at ${seen} of ${of} checkpoints for ${spanInWords(now - run.last_at)} (${spanInWords(pause)} are allowed), and the GPS of ${run.person} is outside the site.`,
      values: [
        {
          name: 'no scan for',
          value: Math.floor((now - run.last_at) / MINUTE),
          unit: 'min',
          limit: Math.floor(pause / MINUTE),
        },
        { name: 'checkpoints scanned', value: seen, limit: of },
        { name: 'outside since', value: toIso(goneAt) },
        { name: 'scheduled start', value: toIso(at) },
      ],
      since: run.last_at,
      clears_when: `The tour goes on, or ${run.person} is back inside the site.`,
    },
  };
}
