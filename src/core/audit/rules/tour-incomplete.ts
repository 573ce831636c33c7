import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import type { ExpectedTour } from '../expected-tours.ts';
import { expectedTours, TOUR_STREAMS } from '../expected-tours.ts';
import { mayBeMissing } from '../outages.ts';
import type { Breach, Rule } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';

const TYPE = 'TOUR_INCOMPLETE';
/** A scan may reach us this much later than the completion of its tour. */
export const SCAN_PATIENCE = 5 * MINUTE;

/** Fires once when a tour, mandatory or not, was completed without a scan of every checkpoint. A fact: nothing clears it but having been seen. */
export const tourIncomplete: Rule = {
  type: TYPE,
  category: () => 'SECURITY',
  cadence: 'COMPREHENSIVE',
  exempt: false,
  fact: true,
  needs: ['tours'],
  owns: (findingType) => findingType === TYPE,
  absence: () => TOUR_STREAMS,
  evaluate(snapshot, _audit, now) {
    const breaches = expectedTours(snapshot, now, ({ checkpoints }) => checkpoints.length > 0).flatMap(
      (expected) => judge(snapshot, expected, now),
    );
    return { breaches, settled: [], unknown: [] };
  },
};

function judge(snapshot: SiteSnapshot, expected: ExpectedTour, now: EpochMs): readonly Breach[] {
  const { run, tour, at } = expected;
  if (run?.completed_at == null || now < run.completed_at + SCAN_PATIENCE) return [];
  // What was heard of its beginning may not be its beginning: a run may be as early as its grace.
  const from = Math.min(run.began_at, at - tour.grace_minutes * MINUTE);
  if (mayBeMissing(snapshot, TOUR_STREAMS, from, run.completed_at + SCAN_PATIENCE)) return [];
  const missing = tour.checkpoints.filter(({ code }) => !run.scans.has(code)).map(({ code }) => code);
  return missing.length === 0 ? [] : [breach(expected, missing, run.completed_at)];
}

function breach(
  { tour, subject, at, run }: ExpectedTour,
  missing: readonly string[],
  completedAt: EpochMs,
): Breach {
  const of = tour.checkpoints.length;
  const seen = of - missing.length;
  const coverage = Math.floor((100 * seen) / of);
  return {
    finding_type: TYPE,
    subject,
    severity: 'MEDIUM',
    condition_started_at: completedAt,
    title: `Tour ${tour.code} incomplete`,
    message: `${coverage} % covered, missing ${missing.join(', ')}`,
    explanation: {
      rule: TYPE,
      text: `Tour ${tour.code} was completed with ${seen} of ${of} checkpoints scanned (${coverage} %); not scanned: ${missing.join(', ')}.`,
      values: [
        { name: 'coverage', value: coverage, unit: '%', limit: 100 },
        { name: 'checkpoints scanned', value: seen, limit: of },
        { name: 'missing', value: missing.join(', ') },
        { name: 'scheduled start', value: toIso(at) },
      ],
      since: run?.last_at ?? null,
      clears_when: 'It is over; it stays on the feed until somebody has seen it.',
    },
  };
}
