import type { FindingGroup } from '#contract/findings.ts';

/** The header of a site with one finding: new and HIGH, unless told otherwise. */
export function siteGroup(site: string | null, patch: Partial<FindingGroup> = {}): FindingGroup {
  const at = Date.UTC(2026, 10, 22, 2);
  return {
    site,
    site_name: site === null ? null : `Site ${site}`,
    timezone: 'Asia/Kolkata',
    client: 'RIVERBANK',
    tenant: 'ACME',
    total: 1,
    by_severity: { CRITICAL: 0, HIGH: 1, MEDIUM: 0, LOW: 0 },
    worst: 'HIGH',
    worst_is_new: true,
    urgency: 18,
    newest_at: at,
    oldest_at: at,
    sla_due_at: null,
    ...patch,
  };
}
