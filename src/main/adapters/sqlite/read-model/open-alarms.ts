import type { TenantScope } from '#core/model/actor.ts';
import type { OpenAtSite, ReadModel } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import { LEAST_OPEN_URGENCY } from './filter.ts';
import { type Condition, visibleFindings } from './visibility.ts';

type Found = ReturnType<ReadModel['openAlarms']>;
type Values = Condition['values'];
type CountRow = { readonly count: number; readonly critical: number };

/** As many as one installation can have sounding before the number itself is the alarm. */
const MOST_SOUNDING = 1_000;
const NEWEST = 5;

/** Alarms that nobody has acknowledged, as far as the scope may see them; what is shelved or adopted waits for nobody. */
export function findOpenAlarms(session: Session, scope: TenantScope): Found {
  const { sql, values } = visibleFindings(scope, 'finding');
  const open = `finding.status = 'NEW' AND finding.alert_id IS NOT NULL AND finding.shelved_until IS NULL
    AND finding.parent_id IS NULL AND ${sql}`;
  const counts = session
    .prepare<[Values], CountRow>(
      `SELECT count(*) AS count, coalesce(sum(severity_rank = 3), 0) AS critical
       FROM finding INDEXED BY finding_feed WHERE ${open}`,
    )
    .get(values);
  const newest = session
    .prepare<[Values], Found['newest'][number]>(
      `SELECT finding.id AS finding_id, finding_type, finding.site, finding.severity, title, condition_started_at AS since
       FROM alert INDEXED BY alert_created CROSS JOIN finding ON finding.id = alert.finding_id
       WHERE alert.state = 'OPEN' AND ${open} ORDER BY alert.created_at DESC, alert.id LIMIT ${NEWEST}`,
    )
    .all(values);
  const sounding = session
    .prepare<[Values], Found['sounding'][number]>(
      `SELECT finding.id AS finding_id, finding_type, finding.site FROM finding INDEXED BY finding_feed
       WHERE severity_rank = 3 AND ${open} ORDER BY detected_at DESC LIMIT ${MOST_SOUNDING}`,
    )
    .all(values);
  return { count: counts?.count ?? 0, critical: counts?.critical ?? 0, newest, sounding };
}

/** How many findings are open at each site, how many of them wait as alarms, and how many of those are CRITICAL. */
export function countOpenBySite(session: Session, scope: TenantScope): readonly OpenAtSite[] {
  const { sql, values } = visibleFindings(scope, 'finding');
  const isAlarm = `finding.status = 'NEW' AND finding.alert_id IS NOT NULL AND finding.shelved_until IS NULL
    AND finding.parent_id IS NULL`;
  return session
    .prepare<[Values], OpenAtSite>(
      `SELECT finding.site, count(*) AS open, sum(${isAlarm}) AS alarms, sum(${isAlarm} AND severity_rank = 3) AS critical
       FROM finding INDEXED BY finding_feed
       WHERE finding.urgency >= ${LEAST_OPEN_URGENCY} AND finding.site IS NOT NULL AND ${sql} GROUP BY finding.site`,
    )
    .all(values);
}
