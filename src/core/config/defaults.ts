import type { AuditConfig, SignalThreshold } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';

/** A critical signal without a threshold of its own: one event in an hour. */
export const DEFAULT_THRESHOLD: SignalThreshold = { min_count: 1, window_minutes: 60 };

/** The audit settings of a site of which no scope says anything (FORMATS section 1). */
export const DEFAULT_AUDIT: AuditConfig = {
  enabled: true,
  audit_frequency_minutes: 15,
  heartbeat_frequency_minutes: 5,
  deep_audit_frequency_hours: 1,
  critical_signals: ['phone_events', 'location_updates'],
  signal_thresholds: {
    phone_events: DEFAULT_THRESHOLD,
    location_updates: DEFAULT_THRESHOLD,
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
  cadences: CADENCES,
  disabled_rules: [],
  custom_metrics: [],
  scopes: {},
};

export const DEFAULT_PRIORITY = 3;
export const DEFAULT_ROLE = 'guard';
export const DEFAULT_DEVICE_KIND = 'phone';
export const DEFAULT_LONE_WORKER_GRACE_MINUTES = 3;
export const DEFAULT_TOUR_GRACE_MINUTES = 15;
export const DEFAULT_CHECKPOINT_RADIUS_M = 25;
