import type { FindingRow } from '#contract/findings.ts';

/** A line of the feed: a tour that is overdue since 02:00, unless told otherwise. */
export function findingRow(id: string, patch: Partial<FindingRow> = {}): FindingRow {
  const at = Date.UTC(2026, 10, 22, 2);
  return {
    id,
    revision: 1,
    tenant: 'ACME',
    client: 'RIVERBANK',
    site: 'RB-01',
    desk: null,
    site_name: 'Riverbank North',
    timezone: 'Asia/Kolkata',
    finding_type: 'TOUR_OVERDUE',
    category: 'SECURITY',
    severity: 'HIGH',
    subject: 'tour:T-1@2026-11-22T01:00',
    title: 'Tour T-1 overdue',
    message: 'due 01:40, 2 of 8 checkpoints',
    status: 'NEW',
    condition: 'ACTIVE',
    condition_started_at: at,
    detected_at: at,
    cleared_at: null,
    acknowledged_by: null,
    ack_until: null,
    resolved_at: null,
    disposition: null,
    shelved_until: null,
    shelved_by: null,
    shelve_reason: null,
    chattering: false,
    escalated_at: null,
    reopened_at: null,
    assigned_to: null,
    parent_id: null,
    children: 0,
    sla_due_at: null,
    ...patch,
  };
}
