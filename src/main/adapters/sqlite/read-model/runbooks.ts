import type { RunbookUse, StepUse } from '#core/indicators/runbook-effect.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Disposition } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { RunbookUses } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import { type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];
type UseRow = {
  readonly version: number;
  readonly detected_at: number;
  readonly acknowledged_at: number | null;
  readonly resolved_at: number | null;
  readonly disposition: Disposition | null;
  readonly escalated: number;
  readonly reopened: number;
  readonly came_back: number;
};

/** More findings than these of one runbook are not looked through: about 0.5 s. */
const MOST_USES = 20_000;

/** Findings of a runbook that stood for themselves; under a parent nobody follows the checklist. */
const chosen = (visible: string): string => `
  SELECT f.rowid AS place FROM finding f INDEXED BY finding_type
   WHERE f.finding_type >= @first AND f.finding_type < @beyond AND f.detected_at >= @from AND f.detected_at < @to
     AND f.runbook_type = @runbook AND f.parent_id IS NULL AND ${visible}
   ORDER BY f.detected_at DESC LIMIT @limit`;

const usesOf = (visible: string): string => `
  SELECT f.runbook_version AS version, f.detected_at, f.resolved_at, f.disposition,
    (SELECT min(t.at) FROM trail t WHERE t.entity = 'finding' AND t.entity_id = f.id AND t.action = 'finding.acknowledged')
      AS acknowledged_at,
    f.escalated_at IS NOT NULL AS escalated, f.reopened_at IS NOT NULL AS reopened,
    f.resolved_at IS NOT NULL AND EXISTS (SELECT 1 FROM finding g INDEXED BY finding_key
      WHERE g.scope = f.scope AND g.scope_key = f.scope_key AND g.finding_type = f.finding_type AND g.subject = f.subject
        AND g.detected_at > f.resolved_at AND g.detected_at <= f.resolved_at + ${DAY}) AS came_back
  FROM (${chosen(visible)}) c CROSS JOIN finding f ON f.rowid = c.place`;

const ticksOf = (visible: string): string => `
  SELECT f.runbook_version AS version, s.step,
    s.done_at - max(f.detected_at, coalesce(
      lag(s.done_at) OVER (PARTITION BY s.finding_id ORDER BY s.done_at, s.step), f.detected_at)) AS took
  FROM (${chosen(visible)}) c CROSS JOIN finding f ON f.rowid = c.place
    JOIN finding_step s ON s.finding_id = f.id AND s.runbook_version = f.runbook_version`;

/** What became of the findings that were opened with the versions of a runbook in from <= detected < to, and the ticks on their checklists. */
export function findRunbookUses(
  session: Session,
  scope: TenantScope,
  runbook: string,
  from: EpochMs,
  to: EpochMs,
): RunbookUses {
  const visible = visibleFindings(scope, 'f');
  const isPrefix = runbook.endsWith('*');
  const first = isPrefix ? runbook.slice(0, -1) : runbook;
  const values = {
    ...visible.values,
    runbook,
    first,
    // No name has a character beyond the underscore, so `~` ends every prefix and every name.
    beyond: isPrefix ? `${first}~` : `${first} `,
    from,
    to,
    limit: MOST_USES,
  };
  const rows = session.prepare<[Values], UseRow>(usesOf(visible.sql)).all(values);
  const ticks = session.prepare<[Values], StepUse>(ticksOf(visible.sql)).all(values);
  return { uses: rows.map(toUse), ticks, cut: rows.length === MOST_USES };
}

const toUse = ({ escalated, reopened, came_back, ...row }: UseRow): RunbookUse => ({
  ...row,
  escalated: escalated === 1,
  reopened: reopened === 1,
  came_back: came_back === 1,
});
