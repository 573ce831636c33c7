import type { Evidence } from './evidence.ts';
import type { Explanation, Finding } from './finding.ts';
import { type EpochMs, toIso } from './time.ts';

const isoOrNull = (at: EpochMs | null): string | null => (at === null ? null : toIso(at));

/** A finding as FORMATS section 3 prints it: every field present, null where there is none, instants in UTC. */
export function findingRecord(finding: Finding) {
  return {
    id: finding.id,
    tenant: finding.tenant,
    client: finding.client,
    site: finding.site,
    finding_type: finding.finding_type,
    category: finding.category,
    severity: finding.severity,
    subject: finding.subject,
    title: finding.title,
    message: finding.message,
    status: finding.status,
    condition: finding.condition,
    cadence: finding.cadence,
    condition_started_at: toIso(finding.condition_started_at),
    detected_at: toIso(finding.detected_at),
    last_seen_at: toIso(finding.last_seen_at),
    cleared_at: isoOrNull(finding.cleared_at),
    occurrences: finding.occurrences,
    parent_id: finding.parent_id,
    shelved_until: isoOrNull(finding.shelved_until),
    acknowledged_at: isoOrNull(finding.acknowledged_at),
    acknowledged_by: finding.acknowledged_by,
    resolved_at: isoOrNull(finding.resolved_at),
    resolved_by: finding.resolved_by,
    disposition: finding.disposition,
    resolution_note: finding.resolution_note,
    runbook: finding.runbook,
    alert_id: finding.alert_id,
    explanation: explanationRecord(finding.explanation),
    shelved_by: finding.shelved_by,
    shelve_reason: finding.shelve_reason,
    ack_until: isoOrNull(finding.ack_until),
    escalated_at: isoOrNull(finding.escalated_at),
    assigned_to: finding.assigned_to,
    chattering: finding.chattering,
    config_version: finding.config_version,
  };
}

const explanationRecord = ({ late_data, ...explanation }: Explanation) => ({
  ...explanation,
  since: isoOrNull(explanation.since),
  late_data: late_data ? { ...late_data, first: toIso(late_data.first), last: toIso(late_data.last) } : null,
});

export type FindingRecord = ReturnType<typeof findingRecord>;

/** The record with its evidence, null where none was collected. */
export const findingWithEvidence = (finding: Finding & { readonly evidence?: Evidence | null }) => ({
  ...findingRecord(finding),
  evidence: finding.evidence ?? null,
});
