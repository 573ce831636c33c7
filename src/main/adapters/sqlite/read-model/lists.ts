import type { TenantScope } from '#core/model/actor.ts';
import type { Alert } from '#core/model/finding.ts';
import { ASKED_SOURCE } from '#core/telemetry/asked-source.ts';
import type { ReadModel, SourceEntry, SuppressedEntry } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import { allOf, type Condition, visibleFindings, visibleSites, visibleSources } from './visibility.ts';

type Values = Condition['values'];

/** Alerts whose finding the scope may see, the newest first. */
export function listAlerts(
  session: Session,
  scope: TenantScope,
  { site, since, limit }: Parameters<ReadModel['alerts']>[1],
): readonly Alert[] {
  const wanted = allOf([
    visibleFindings(scope, 'finding'),
    ...(site === null ? [] : [{ sql: 'alert.site = @site', values: { site } }]),
    ...(since === null ? [] : [{ sql: 'alert.created_at >= @since', values: { since } }]),
  ]);
  return session
    .prepare<[Values], Alert>(
      `SELECT alert.id, finding_id, alert.site, alert.severity, alert_type, alert.message, created_at, state
       FROM alert CROSS JOIN finding ON finding.id = alert.finding_id
       WHERE ${wanted.sql} ORDER BY created_at DESC, alert.id LIMIT @limit`,
    )
    .all({ ...wanted.values, limit });
}

/** Alerts created at or after `since`. */
export function countAlerts(session: Session, scope: TenantScope, since: number): number {
  const visible = visibleFindings(scope, 'finding');
  return (
    session
      .pluck<[Values], number>(
        `SELECT count(*) FROM alert CROSS JOIN finding ON finding.id = alert.finding_id
         WHERE created_at >= @since AND ${visible.sql}`,
      )
      .get({ ...visible.values, since }) ?? 0
  );
}

export function listSuppressed(
  session: Session,
  scope: TenantScope,
  activeAt: number | null,
): readonly SuppressedEntry[] {
  const wanted = allOf([
    visibleSites(scope, 'suppressed.site'),
    ...(activeAt === null
      ? []
      : [{ sql: 'window_end > @active AND window_start <= @active', values: { active: activeAt } }]),
  ]);
  return session
    .prepare<[Values], SuppressedEntry>(
      `SELECT site, finding_type, subject, reason, window_start, window_end, first_at, last_at, count
       FROM suppressed WHERE ${wanted.sql} ORDER BY last_at DESC, site, finding_type, subject`,
    )
    .all(wanted.values);
}

/** The sources that can be heard: one that is asked tells how it fares as a connector. */
export function listSources(session: Session, scope: TenantScope): readonly SourceEntry[] {
  const visible = visibleSources(scope, 'feed', 'owner');
  return session
    .prepare<[Values], SourceEntry>(
      `SELECT feed.code, owner.code AS tenant, feed.events, feed.last_event_at, feed.last_received_at,
         (SELECT count(*) FROM source_site WHERE source_id = feed.id) AS sites
       FROM source feed LEFT JOIN tenant owner ON owner.id = feed.tenant_id
       WHERE ${visible.sql} AND feed.code NOT GLOB '${ASKED_SOURCE}*' ORDER BY feed.code, tenant`,
    )
    .all(visible.values);
}
