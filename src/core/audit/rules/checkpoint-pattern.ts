import type { AuditConfig } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, SECOND, toIso } from '#core/model/time.ts';
import type { ExpectedTour } from '../expected-tours.ts';
import { expectedTours } from '../expected-tours.ts';
import {
  evenGaps,
  type FarScan,
  farScans,
  madeUp,
  ODD_SCANS,
  type QuickLeg,
  quickLegs,
  repeats,
  type Stop,
  stopsOf,
  TOP_WALKING_SPEED,
} from '../round-signs.ts';
import type { Breach, Rule } from '../rule.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import type { TourRun } from '../tour-runs.ts';
import { SCAN_PATIENCE } from './tour-incomplete.ts';

const TYPE = 'CHECKPOINT_PATTERN';
/** A round is looked at by every deep audit of so long after its end, since scans may come late; told it is once. */
const STAYS_OPEN = 3 * HOUR;

/** A sign that a round was not walked: a sentence, and its figure. */
type Sign = { readonly text: string; readonly value: Breach['explanation']['values'][number] };

/**
 * Tells once of a round that does not look walked: two legs or more quicker than walking, two scans or more (and half of
 * them) away from their checkpoints, gaps all alike or those of an earlier round of the same person, positions that are made
 * up. Reasons to look, never a verdict. What is not known (who scanned, where, how exactly) speaks for the guard.
 */
export const checkpointPattern: Rule = {
  type: TYPE,
  category: () => 'COMPLIANCE',
  cadence: 'DEEP',
  exempt: false,
  fact: true,
  needs: ['tours', 'walks'],
  owns: (findingType) => findingType === TYPE,
  evaluate(snapshot, audit, now) {
    const oldest = oldestEnd(audit, now);
    const expected = expectedTours(snapshot, now, ({ checkpoints }) => checkpoints.length > 1);
    const breaches = expected.flatMap((round) => {
      const endedAt = round.run === null ? null : endOf(round.run, round.deadline, now);
      if (round.run === null || endedAt === null || endedAt <= oldest) return [];
      const signs = signsOf(round, round.run, expected, snapshot);
      return signs.length === 0 ? [] : [breach(round, round.run, endedAt, signs)];
    });
    return { breaches, settled: [], unknown: 'all' };
  },
};

/** Rounds that ended at it or before are not looked at any more. */
export const oldestEnd = (
  { deep_audit_frequency_hours }: Pick<AuditConfig, 'deep_audit_frequency_hours'>,
  now: EpochMs,
): EpochMs => now - deep_audit_frequency_hours * HOUR - STAYS_OPEN;

/** When a run was over: completed, given up, or out of time; null while it may go on or its last scans may be under way. */
export function endOf(run: TourRun, deadline: EpochMs, now: EpochMs): EpochMs | null {
  const end = run.completed_at ?? run.abandoned_at ?? Math.max(deadline, run.last_at);
  return end + SCAN_PATIENCE <= now ? end : null;
}

function signsOf(
  { tour }: ExpectedTour,
  run: TourRun,
  rounds: readonly ExpectedTour[],
  { walk_fixes }: SiteSnapshot,
): readonly Sign[] {
  const stops = stopsOf(tour, run);
  const placed = stops.filter(({ place }) => place !== null).length;
  const quick = quickLegs(stops);
  const far = farScans(stops, walk_fixes);
  const even = evenGaps(stops);
  const model = rounds.find(
    (other) =>
      other.tour.code === tour.code &&
      other.run !== null &&
      other.run.began_at < run.began_at &&
      repeats(stops, stopsOf(tour, other.run)),
  );
  const { mock, of } = madeUp(stops, run, walk_fixes);
  return [
    ...(quick.length >= ODD_SCANS ? [quickSign(quick)] : []),
    ...(far.length >= ODD_SCANS && far.length * 2 >= placed ? [farSign(far, placed)] : []),
    ...(even > 0 ? [evenSign(stops, even)] : []),
    ...(model === undefined ? [] : [repeatSign(model, stops)]),
    ...(mock > 0 ? [mockSign(mock, of)] : []),
  ];
}

const seconds = (ms: number): number => Math.round(ms / SECOND);

function quickSign(legs: readonly QuickLeg[]): Sign {
  const told = legs.map(
    ({ from, to, took, needs }) =>
      `${from.checkpoint} to ${to.checkpoint} in ${seconds(took)} s (${Math.ceil(needs / SECOND)} s are needed at ${TOP_WALKING_SPEED} m/s)`,
  );
  return {
    text: `quicker than walking: ${told.join(', ')}`,
    value: { name: 'legs quicker than walking', value: legs.length, limit: ODD_SCANS },
  };
}

function farSign(far: readonly FarScan[], placed: number): Sign {
  const told = far.map(({ stop, metres }) => `${stop.checkpoint} from ${metres} m`);
  return {
    text: `${far.length} of ${placed} scans with a position were made away from their checkpoint: ${told.join(', ')}`,
    value: { name: 'scans away from the checkpoint', value: far.length, limit: ODD_SCANS },
  };
}

function evenSign(stops: readonly Stop[], gaps: number): Sign {
  const [first, second] = stops;
  const gap = seconds((second?.ts ?? 0) - (first?.ts ?? 0));
  return {
    text: `all ${gaps} gaps between scans are the same, ${gap} s`,
    value: { name: 'gaps that are the same', value: gaps },
  };
}

const repeatSign = ({ at }: ExpectedTour, stops: readonly Stop[]): Sign => ({
  text: `the gaps between its ${stops.length} scans are those of the round of ${toIso(at)}, one by one`,
  value: { name: 'same gaps as the round of', value: toIso(at) },
});

const mockSign = (mock: number, of: number): Sign => ({
  text: `the phone called ${mock} of its ${of} positions during the round made up`,
  value: { name: 'positions made up', value: mock, limit: ODD_SCANS },
});

function breach(
  { tour, subject, at }: ExpectedTour,
  run: TourRun,
  endedAt: EpochMs,
  signs: readonly Sign[],
): Breach {
  const count = signs.length === 1 ? '1 sign' : `${signs.length} signs`;
  return {
    finding_type: TYPE,
    subject,
    severity: 'MEDIUM',
    condition_started_at: endedAt,
    title: `Tour ${tour.code} does not look walked`,
    message: `${count}: ${signs.map(({ value }) => value.name).join(', ')}`,
    explanation: {
      rule: TYPE,
      text: `${count} that tour ${tour.code} was not walked as told, a reason to look and no verdict: ${signs.map(({ text }) => text).join('; ')}.`,
      values: [
        ...signs.map(({ value }) => value),
        { name: 'person', value: run.person },
        { name: 'scheduled start', value: toIso(at) },
      ],
      since: run.last_at,
      clears_when: 'It is over; it stays on the feed until somebody has seen it.',
    },
  };
}
