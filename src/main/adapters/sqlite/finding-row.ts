import type { Finding } from '#core/model/finding.ts';

/** A finding as SQLite holds it: JSON as text, booleans as 0 and 1, the runbook as two columns. */
export type FindingRecord = Omit<
  Finding,
  'runbook' | 'explanation' | 'flaps' | 'chattering' | 'escalation' | 'delivered_late'
> & {
  readonly runbook_type: string | null;
  readonly runbook_version: number | null;
  readonly explanation: string;
  readonly flaps: string;
  readonly chattering: 0 | 1;
  readonly escalation: string | null;
  readonly delivered_late: 0 | 1;
};

export function toRecord({ runbook, ...finding }: Finding): FindingRecord {
  return {
    ...finding,
    runbook_type: runbook?.finding_type ?? null,
    runbook_version: runbook?.version ?? null,
    explanation: JSON.stringify(finding.explanation),
    flaps: JSON.stringify(finding.flaps),
    chattering: finding.chattering ? 1 : 0,
    escalation: finding.escalation && JSON.stringify(finding.escalation),
    delivered_late: finding.delivered_late ? 1 : 0,
  };
}

export function toFinding({ runbook_type, runbook_version, ...record }: FindingRecord): Finding {
  const hasRunbook = runbook_type !== null && runbook_version !== null;
  return {
    ...record,
    runbook: hasRunbook ? { finding_type: runbook_type, version: runbook_version } : null,
    explanation: JSON.parse(record.explanation),
    flaps: JSON.parse(record.flaps),
    chattering: record.chattering === 1,
    escalation: record.escalation === null ? null : JSON.parse(record.escalation),
    delivered_late: record.delivered_late === 1,
  };
}
