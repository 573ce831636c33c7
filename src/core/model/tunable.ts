/** Thresholds and windows: what a supervisor may change of the sites that are given to that account. */
const TUNABLE = [
  'audit.signal_thresholds',
  'audit.sensitivity',
  'audit.alert_severity_threshold',
  'audit.active_hours',
  'audit.maintenance_windows',
];

/** Whether a field of the configuration, by its path, is one of those. */
export const isTunable = (path: string): boolean =>
  TUNABLE.some((field) => path === field || path.startsWith(`${field}.`));
