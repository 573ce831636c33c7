import type { AuditConfig } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';

/** The settings of a site that nobody configured. */
export const AUDIT_DEFAULTS: AuditConfig = {
  enabled: true,
  audit_frequency_minutes: 15,
  heartbeat_frequency_minutes: 5,
  deep_audit_frequency_hours: 1,
  critical_signals: ['phone_events', 'location_updates'],
  signal_thresholds: {
    phone_events: { min_count: 1, window_minutes: 60 },
    location_updates: { min_count: 1, window_minutes: 60 },
    tour_completion: { min_count: 1, window_minutes: 120 },
  },
  active_hours: null,
  maintenance_windows: [],
  alert_on_finding: true,
  alert_severity_threshold: 'MEDIUM',
  collect_evidence: true,
  evidence_lookback_minutes: 120,
  sensitivity: { default: 'MEDIUM' },
  anomaly_detection: true,
  anomaly_early: false,
  anomaly_scale: 'DAY',
  cadences: ['HEARTBEAT', 'COMPREHENSIVE', 'DEEP'],
  disabled_rules: [],
  custom_metrics: [],
  scopes: {},
};

/** A site for a test of pure code: what matters is given, the rest is plain. */
export function siteWith(
  given: Partial<Omit<Site, 'audit'>> & { readonly audit?: Partial<AuditConfig> },
): Site {
  return {
    id: 1,
    code: 'RB-01',
    name: 'Riverbank North',
    tenant: 'ACME',
    tenant_id: 1,
    client: 'RIVERBANK',
    timezone: 'UTC',
    location: null,
    geofence: null,
    priority: 3,
    active: true,
    groups: [],
    holidays: [],
    people: [],
    devices: [],
    shifts: [],
    tours: [],
    config_version: 1,
    ...given,
    audit: { ...AUDIT_DEFAULTS, ...given.audit },
  };
}
