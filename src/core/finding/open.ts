import type { Breach } from '#core/audit/rule.ts';
import type { Finding, FindingCadence, FindingCategory, RuleScope } from '#core/model/finding.ts';
import type { RunbookInUse } from '#core/model/runbook.ts';
import type { EpochMs } from '#core/model/time.ts';
import { assignedVersion } from './assigned-version.ts';
import { findingId } from './identity.ts';
import type { Step } from './step.ts';

/** Where a new finding belongs and what it is linked with. */
export type Opening = {
  readonly scope: RuleScope;
  readonly scope_key: string;
  readonly tenant: string | null;
  readonly client: string | null;
  readonly site: string | null;
  readonly category: FindingCategory;
  readonly cadence: FindingCadence;
  readonly runbook: RunbookInUse | null;
  readonly config_version: number;
  readonly detected_at: EpochMs;
  /** How many findings have the same key and start already. */
  readonly same: number;
  /** A fact is over when it is told: it is born cleared and stays until somebody has seen it. */
  readonly fact: boolean;
  readonly delivered_late: boolean;
};

/** A finding at its first sight. */
export function open(breach: Breach, opening: Opening): Step {
  const { finding_type, subject, severity, condition_started_at, title, message, explanation } = breach;
  const { same, fact, detected_at, runbook: inUse, ...place } = opening;
  const key = { scope: opening.scope, scope_key: opening.scope_key, finding_type, subject };
  const id = findingId(key, condition_started_at, same);
  const runbook = inUse && assignedVersion(inUse, id);
  const next: Finding = {
    ...place,
    id,
    runbook: runbook && { finding_type: runbook.finding_type, version: runbook.version },
    sla_minutes: runbook?.escalation_sla_minutes ?? null,
    finding_type,
    subject,
    severity,
    title,
    message,
    explanation,
    condition_started_at,
    detected_at,
    last_seen_at: detected_at,
    condition: fact ? 'CLEARED' : 'ACTIVE',
    cleared_at: fact ? detected_at : null,
    ...UNTOUCHED,
  };
  return { next, reason: 'opened', notify: true, recorded: true, detail: message };
}

const UNTOUCHED = {
  status: 'NEW',
  occurrences: 1,
  parent_id: null,
  shelved_until: null,
  shelved_by: null,
  shelve_reason: null,
  acknowledged_at: null,
  acknowledged_by: null,
  ack_until: null,
  resolved_at: null,
  resolved_by: null,
  disposition: null,
  resolution_note: null,
  alert_id: null,
  revision: 1,
  clean_audits: 0,
  flaps: [],
  chattering: false,
  escalated_at: null,
  escalation: null,
  reopened_at: null,
  assigned_to: null,
  assigned_at: null,
  first_acknowledged_at: null,
  first_acknowledged_by: null,
} as const;
