/** What can be said of an indicator against its target. */
export const INDICATOR_STATUSES = ['on target', 'off', 'too few data'] as const;
export type IndicatorStatus = (typeof INDICATOR_STATUSES)[number];

/** In which direction an indicator is good: under its target, at most that, at least that, over it, or about as much. */
export const SENSES = ['UNDER', 'AT_MOST', 'AT_LEAST', 'OVER', 'ABOUT'] as const;
export type Sense = (typeof SENSES)[number];

/** `rate`: a share of 1. */
export const INDICATOR_UNITS = ['minutes', 'rate', 'percent', 'number'] as const;
export type IndicatorUnit = (typeof INDICATOR_UNITS)[number];

/** Every indicator, in the order in which they are told. */
export const INDICATOR_NAMES = [
  'avg_detection_minutes',
  'lone_worker_under_5min_pct',
  'avg_acknowledge_minutes',
  'mttr_minutes',
  'false_positive_rate',
  'review_agreement_pct',
  'alerts_per_site_day',
  'alerts_per_operator_hour',
  'stable_sites_pct',
  'sla_compliance_pct',
  'tours_on_time_pct',
  'tasks_on_time_pct',
  'dispatches_per_site_month',
  'settled_without_dispatch_pct',
  'console_alerts_per_10min',
  'console_flood_pct',
  'console_chattering',
  'console_stale',
  'console_top10_pct',
  'console_low_pct',
  'console_high_pct',
  'console_critical_pct',
] as const;
export type IndicatorName = (typeof INDICATOR_NAMES)[number];

/** Those that are made of findings, so that the findings behind them can be listed. */
export const FINDING_INDICATORS = [
  'avg_detection_minutes',
  'lone_worker_under_5min_pct',
  'avg_acknowledge_minutes',
  'mttr_minutes',
  'false_positive_rate',
  'sla_compliance_pct',
  'settled_without_dispatch_pct',
  'console_chattering',
] as const satisfies readonly IndicatorName[];
export type FindingIndicator = (typeof FINDING_INDICATORS)[number];
