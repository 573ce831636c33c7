import type { AuditConfig } from '#core/model/audit-config.ts';
import type { Alert, Finding } from '#core/model/finding.ts';
import { isNeverSilenced, severityRank } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { alertId } from './identity.ts';

/** True when the finding is to be heard: at or above its site's threshold, not adopted, not shelved, not chattering. */
export function alerts(finding: Finding, audit: AuditConfig | null, at: EpochMs): boolean {
  if (isNeverSilenced(finding.finding_type)) return true;
  if (finding.parent_id !== null || finding.chattering) return false;
  if (finding.shelved_until !== null && finding.shelved_until > at) return false;
  if (audit === null) return true;
  return (
    audit.alert_on_finding && severityRank(finding.severity) >= severityRank(audit.alert_severity_threshold)
  );
}

/** The one alert of a finding, as its finding is now. */
export const alertOf = (finding: Finding, createdAt: EpochMs): Alert => ({
  id: alertId(finding.id),
  finding_id: finding.id,
  site: finding.site,
  severity: finding.severity,
  alert_type: finding.finding_type,
  message: `${finding.title}: ${finding.message}`,
  created_at: createdAt,
  state: finding.status === 'NEW' ? 'OPEN' : finding.status === 'ACKNOWLEDGED' ? 'ACKNOWLEDGED' : 'CLOSED',
});
