import type { TenantScope } from '#core/model/actor.ts';
import type { FindingRow } from '#main/ports/read-model.ts';
import type { Directory } from './directory.ts';
import { type Condition, visibleFindings } from './visibility.ts';

/** A row of the feed as SQL gives it. */
export type RawRow = Omit<FindingRow, 'desk' | 'site_name' | 'timezone' | 'chattering'> & {
  readonly chattering: number;
  readonly urgency: number;
};

const PLAIN_COLUMNS = [
  'id',
  'revision',
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
  'condition_started_at',
  'detected_at',
  'cleared_at',
  'acknowledged_by',
  'ack_until',
  'resolved_at',
  'disposition',
  'shelved_until',
  'shelved_by',
  'shelve_reason',
  'chattering',
  'escalated_at',
  'reopened_at',
  'assigned_to',
  'parent_id',
  'urgency',
] as const satisfies readonly (keyof RawRow)[];

/**
 * What a row of the feed shows, selected from a finding called `f`; `from` names where `f` comes from. Children that the
 * scope may not see are not counted.
 */
export function selectRows(scope: TenantScope, from: string): Condition {
  const visible = visibleFindings(scope, 'child');
  return {
    sql: `SELECT ${PLAIN_COLUMNS.map((column) => `f.${column}`).join(', ')},
      (SELECT count(*) FROM finding child WHERE child.parent_id = f.id AND ${visible.sql}) AS children,
      f.detected_at + CAST(60000 * (guide.document ->> '$.escalation_sla_minutes') AS INTEGER) AS sla_due_at
      FROM ${from}
      LEFT JOIN runbook guide ON guide.finding_type = f.runbook_type AND guide.version = f.runbook_version`,
    values: visible.values,
  };
}

export function toRow({ urgency: _, chattering, ...row }: RawRow, directory: Directory): FindingRow {
  const { name, timezone } = directory.of(row.site);
  // Desks are no matter of the database: `onDesks` adds them.
  return { ...row, desk: null, site_name: name, timezone, chattering: chattering === 1 };
}
