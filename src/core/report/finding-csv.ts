import { type Cell, csvOf } from '../kit/csv.ts';
import type { Finding } from '../model/finding.ts';
import { type FindingRecord, findingRecord } from '../model/finding-record.ts';

/** A column by its name in the record, or by what stands in it where the record has no single value. */
const COLUMNS: readonly (readonly [name: string, of: (record: FindingRecord) => Cell])[] = [
  ...(
    [
      'id',
      'tenant',
      'client',
      'site',
      'finding_type',
      'category',
      'severity',
      'subject',
      'title',
      'message',
      'status',
      'condition',
      'cadence',
      'condition_started_at',
      'detected_at',
      'last_seen_at',
      'cleared_at',
      'occurrences',
      'parent_id',
      'shelved_until',
      'acknowledged_at',
      'acknowledged_by',
      'assigned_to',
      'escalated_at',
      'resolved_at',
      'resolved_by',
      'disposition',
      'resolution_note',
      'alert_id',
    ] as const
  ).map((name) => [name, (record: FindingRecord) => record[name]] as const),
  [
    'runbook',
    ({ runbook }) => (runbook === null ? null : `${runbook.finding_type} version ${runbook.version}`),
  ],
  ['explanation', ({ explanation }) => explanation.text],
];

/** Findings as lines of a CSV, names and units as FORMATS section 3 has them; with its header where they are the first. */
export function findingCsv(findings: readonly Finding[], isFirst: boolean): string {
  const rows = findings.map((finding) => {
    const record = findingRecord(finding);
    return COLUMNS.map(([, of]) => of(record));
  });
  const text = csvOf(
    COLUMNS.map(([name]) => name),
    rows,
  );
  return isFirst ? text : text.slice(text.indexOf('\n') + 1);
}
