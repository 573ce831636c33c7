import { expect, it } from 'vitest';
import type { Runbook } from '#core/model/runbook.ts';
import { assignedVersion } from './assigned-version.ts';
import { findingId } from './identity.ts';

const runbook = (version: number): Runbook => ({
  ...{ finding_type: 'TOUR_OVERDUE', title: 'Late', category: 'SECURITY', severity: 'HIGH', description: '' },
  ...{ evidence_required: [], steps: [], escalation_sla_minutes: 15, escalate_to_role: 'supervisor' },
  ...{ auto_actions: [], auto_action_enabled: false, low_risk: false, version },
});
const ids = Array.from({ length: 10_000 }, (_, index) =>
  findingId(
    {
      ...{ scope: 'site', scope_key: `S-${index % 50}`, finding_type: 'TOUR_OVERDUE' },
      subject: `tour:T-${index % 3}`,
    },
    Date.parse('2026-01-05T00:00:00Z') + index * 60_000,
    0,
  ),
);
const between = (first: number, second: number) =>
  ids.map((id) => assignedVersion({ ...runbook(first), against: runbook(second) }, id).version);
/** The 99.9 % point of chi square with one degree of freedom. */
const LIMIT = 10.83;
const chiSquare = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

it('gives every finding the one version where none are compared', () => {
  expect(assignedVersion(runbook(4), ids[0] ?? '')).toEqual(runbook(4));
});

it('divides ten thousand findings evenly among two versions, also those of one site and of each third minute', () => {
  const given = between(1, 2);
  const divided = (some: readonly number[]) =>
    [1, 2].map((version) => some.filter((each) => each === version).length);
  expect(chiSquare(divided(given))).toBeLessThan(LIMIT);
  expect(chiSquare(divided(given.filter((_, index) => index % 50 === 7)))).toBeLessThan(LIMIT);
  expect(chiSquare(divided(given.filter((_, index) => index % 3 === 0)))).toBeLessThan(LIMIT);
});

it('gives a finding the same version each time, and in the next comparison another half the other one', () => {
  expect(between(1, 2)).toEqual(between(1, 2));
  const [one, other] = [between(1, 2), between(2, 3)];
  const stayed = one.filter((version, index) => (version === 1) === (other[index] === 2)).length;
  expect(chiSquare([stayed, ids.length - stayed])).toBeLessThan(LIMIT);
});
