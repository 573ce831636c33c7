import type { FindingSeverity } from './finding.ts';
import type { EpochMs } from './time.ts';

/** How often a site is looked at: critical signals, everything, patterns. */
export const CADENCES = ['HEARTBEAT', 'COMPREHENSIVE', 'DEEP'] as const;
export type Cadence = (typeof CADENCES)[number];

export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A span of local time that repeats weekly. `days` name the day on which it starts; an end before its start crosses midnight; the end may be 24:00. */
export type WeeklyWindow = {
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
};

/** A weekly window, and the local days (YYYY-MM-DD) on which it does not begin all the same. */
export type ExceptedWindow = WeeklyWindow & { readonly except: readonly string[] };

/** One maintenance window: absolute, or weekly in site time. */
export type MaintenanceWindow =
  | { readonly kind: 'ABSOLUTE'; readonly start: EpochMs; readonly end: EpochMs; readonly reason: string }
  | ({ readonly kind: 'WEEKLY'; readonly reason: string } & ExceptedWindow)
  | {
      /** First occurrence in local time of `timezone`, then as the iCalendar rule says, minus the excluded instants. */
      readonly kind: 'RECURRING';
      readonly start: string;
      readonly end: string;
      readonly rrule: string;
      readonly exdate: readonly string[];
      readonly timezone: string;
      readonly reason: string;
    };

export type Sensitivity = 'LOW' | 'MEDIUM' | 'HIGH';
export type SignalThreshold = { readonly min_count: number; readonly window_minutes: number };
export type CustomMetric = {
  readonly name: string;
  readonly kind: 'COUNT' | 'GAUGE';
  readonly direction: 'BELOW' | 'ABOVE' | 'BOTH';
};

/** The rules that a site can go without. Never a call for help, a lone worker, or what other systems and people report. */
export const OPTIONAL_RULES = [
  'SILENT_SITE',
  'CRITICAL_SIGNAL_LOW',
  'SLA_STORM',
  'TOUR_OVERDUE',
  'TOUR_INCOMPLETE',
  'TOUR_ABANDONED',
  'CHECKPOINT_PATTERN',
  'TASK_OVERDUE',
  'GUARD_NO_SHOW',
  'GUARD_INACTIVE',
  'GUARD_OUT_OF_SITE',
  'GEOFENCE_BREACH',
  'IMPOSSIBLE_TRAVEL',
  'DEVICE_OFFLINE',
  'DEVICE_BATTERY_LOW',
  'ANOMALY',
] as const;
export type OptionalRule = (typeof OPTIONAL_RULES)[number];

/** Which scope of the configuration set a value. */
export type ConfigScope = 'DEFAULT' | 'TENANT' | 'CLIENT' | 'SITE';

/** The audit settings that hold at one site, after tenant, client, site and defaults were merged. Names as in the file. */
export type AuditConfig = {
  readonly enabled: boolean;
  readonly audit_frequency_minutes: number;
  readonly heartbeat_frequency_minutes: number;
  readonly deep_audit_frequency_hours: number;
  readonly critical_signals: readonly string[];
  readonly signal_thresholds: Readonly<Record<string, SignalThreshold>>;
  /** null: always active. */
  readonly active_hours: readonly WeeklyWindow[] | null;
  readonly maintenance_windows: readonly MaintenanceWindow[];
  readonly alert_on_finding: boolean;
  readonly alert_severity_threshold: FindingSeverity;
  readonly collect_evidence: boolean;
  readonly evidence_lookback_minutes: number;
  /** `default` holds for every metric that is not named. */
  readonly sensitivity: { readonly default: Sensitivity } & Readonly<Record<string, Sensitivity>>;
  readonly anomaly_detection: boolean;
  readonly anomaly_early: boolean;
  readonly anomaly_scale: 'DAY' | 'SAMPLE';
  readonly cadences: readonly Cadence[];
  /** Rules that are not asked here; their findings end. */
  readonly disabled_rules: readonly OptionalRule[];
  readonly custom_metrics: readonly CustomMetric[];
  /**
   * Who set what: the field's name, or for merged maps `signal_thresholds.phone_events`, `sensitivity.phone_events`,
   * `custom_metrics.door_opens`. A missing entry means DEFAULT.
   */
  readonly scopes: Readonly<Record<string, Exclude<ConfigScope, 'DEFAULT'>>>;
};
