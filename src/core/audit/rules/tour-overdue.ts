import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { ExpectedTour } from '../expected-tours.ts';
import {
  expectedTours,
  isDone,
  isMandatory,
  isOverdue,
  isUnheard,
  subjectOfStart,
  TOUR_STREAMS,
} from '../expected-tours.ts';
import type { Breach, Rule, Settled } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'TOUR_OVERDUE';
/** Why a finding about a tour is over that the desk accounted for. */
export const BY_HAND = 'tour completed by hand';

/** Fires when a mandatory tour was not started, or not completed, by start + duration + grace. Clears on completion, by a person of the desk too; else stays until resolved. */
export const tourOverdue: Rule = {
  type: TYPE,
  category: () => 'SECURITY',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  needs: ['tours'],
  owns: (findingType) => findingType === TYPE,
  absence: () => TOUR_STREAMS,
  evaluate(snapshot, _audit, now) {
    const breaches: Breach[] = [];
    const settled: Settled[] = [];
    const judged = new Set<string>();
    for (const expected of expectedTours(snapshot, now, isMandatory)) {
      if (!isDone(expected) && isUnheard(snapshot, expected)) continue;
      judged.add(expected.subject);
      if (isDone(expected)) {
        const reason = expected.run?.completed_at == null ? BY_HAND : 'tour completed';
        settled.push({ finding_type: TYPE, subject: expected.subject, reason });
      } else if (isOverdue(expected, now)) breaches.push(breach(expected, now));
    }
    for (const subject of accountedFor(snapshot)) {
      if (judged.has(subject)) continue;
      judged.add(subject);
      settled.push({ finding_type: TYPE, subject, reason: BY_HAND });
    }
    const unknown = snapshot.open_subjects
      .filter((subject) => !judged.has(subject))
      .map((subject) => ({ finding_type: TYPE, subject }));
    return { breaches, settled, unknown };
  },
};

/** The open subjects whose start the desk accounted for, however long ago it was. */
const accountedFor = ({ site, open_subjects }: SiteSnapshot): readonly string[] =>
  (site.noted?.tours ?? [])
    .map(({ tour, start }) => subjectOfStart(site, tour, start))
    .filter((subject) => open_subjects.includes(subject));

function breach({ tour, subject, at, deadline, run }: ExpectedTour, now: EpochMs): Breach {
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
        { name: 'overdue', value: Math.floor((now - deadline) / MINUTE), unit: 'min' },
        { name: 'duration', value: tour.duration_minutes, unit: 'min' },
        { name: 'grace', value: tour.grace_minutes, unit: 'min' },
        { name: 'scheduled start', value: new Date(at).toISOString() },
        { name: 'checkpoints scanned', value: seen, limit: of },
      ],
      since: run?.last_at ?? null,
      clears_when: `Tour ${tour.code} of this start is completed, or completed by hand.`,
    },
  };
}
