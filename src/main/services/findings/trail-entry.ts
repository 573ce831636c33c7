import type { Step } from '#core/finding/step.ts';
import type { Actor } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { TrailEntry } from '#main/ports/store.ts';

/** The row of the audit trail that a step of a finding is: who, why, and what was before and after. */
export function trailEntry(
  before: Finding | null,
  after: Finding,
  step: Step,
  actor: Actor,
  at: EpochMs,
): TrailEntry {
  const fields = before === null ? OPENING_FIELDS : changedFields(before, after);
  return {
    at,
    actor,
    action: `finding.${step.reason}`,
    entity: 'finding',
    entity_id: after.id,
    reason: step.detail ?? step.reason.replaceAll('_', ' '),
    before: before === null ? null : { ...pick(before, fields), ...step.payload?.before },
    after: { ...pick(after, fields), ...step.payload?.after },
  };
}

const OPENING_FIELDS: readonly (keyof Finding)[] = [
  'site',
  'finding_type',
  'subject',
  'severity',
  'condition',
  'condition_started_at',
];
const NOT_TOLD = new Set<keyof Finding>([
  'revision',
  'occurrences',
  'last_seen_at',
  'explanation',
  'message',
  'escalation',
  // The acknowledgement tells it.
  'first_acknowledged_at',
  'first_acknowledged_by',
]);

const changedFields = (before: Finding, after: Finding): readonly (keyof Finding)[] =>
  // safe: the keys of a Finding are the keys of its type
  (Object.keys(after) as (keyof Finding)[]).filter(
    (field) => !NOT_TOLD.has(field) && before[field] !== after[field],
  );

const pick = (finding: Finding, fields: readonly (keyof Finding)[]): object =>
  Object.fromEntries(fields.map((field) => [field, finding[field]]));
