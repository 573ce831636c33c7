import { counted } from './codes.ts';

/** Trying changed settings on what came in. */
export const whatIfWords = {
  title: 'What if',
  everything: 'The trial and what it came to',
  lead: 'Replays what really came in twice, as the settings are and as they would be. Nothing is changed and nobody is alerted.',
  order: 'What to try',
  where: 'Where',
  scopes: { SITE: 'Sites', GROUP: 'A group of sites', CLIENT: 'A client', TENANT: 'A tenant' },
  addSite: 'add a site',
  group: 'Group, as the sites name it',
  removeSite: (site: string) => `Leave out ${site}`,
  client: 'client',
  tenant: 'tenant',
  ofClient: (client: string, tenant: string) => `${client} of ${tenant}`,
  field: 'Setting',
  signal: 'Signal',
  metric: 'Metric (empty: all)',
  least: 'At least',
  within: 'in minutes',
  value: 'New value',
  list: 'Signals, separated by commas',
  rules: 'Rules that are switched off',
  cadences: 'Cadences that run',
  raw: 'New value, as in a file (JSON)',
  addChange: 'Change one more setting',
  removeChange: 'Leave this change out',
  days: 'Over the last',
  dayChoice: (days: number) => counted(days, 'day'),
  start: 'Try it',
  startHint: 'Replays beside the engine, which goes on auditing',
  cancel: 'Cancel the trial',
  refused: 'This was not tried.',
  problem: (found: string, expected: string) => `is ${found}, expected: ${expected}`,
  incomplete: 'Say where, and give every setting a value.',
} as const;

/** The settings that can be tried, as people call them. */
export const trialFieldWords = {
  signal_thresholds: 'Threshold of a critical signal',
  critical_signals: 'Critical signals',
  disabled_rules: 'Rules switched off',
  cadences: 'Cadences',
  sensitivity: 'Sensitivity to anomalies',
  anomaly_detection: 'Anomaly detection',
  anomaly_early: 'Early anomalies',
  alert_severity_threshold: 'Alerts from this severity on',
  alert_on_finding: 'Alerts at all',
  enabled: 'Audits at all',
  heartbeat_frequency_minutes: 'Heartbeat every, minutes',
  audit_frequency_minutes: 'Comprehensive audit every, minutes',
  active_hours: 'Active hours',
  maintenance_windows: 'Maintenance windows',
} as const;

export const trialValueWords = { yes: 'yes', no: 'no', LOW: 'low', MEDIUM: 'medium', HIGH: 'high' } as const;

/** How a trial stands and what it came to. */
export const trialWords = {
  none: 'Nothing was tried yet.',
  noneHow:
    'Choose where and what, and see what the last days would have looked like before anybody has to live with it.',
  running: (percent: number) => `Replaying: ${percent} %`,
  progress: 'How far the replay is',
  failed: 'The trial failed.',
  cancelled: 'The trial was cancelled.',
  tried: (sites: number, days: number, seconds: string) =>
    `${counted(sites, 'site')} over ${counted(days, 'day')}, replayed in ${seconds}.`,
  now: 'as it is',
  would: 'as it would be',
  difference: 'difference',
  what: 'what',
  findings: 'Findings',
  findingsADay: 'Findings a day',
  alerts: 'Alerts',
  alertsADay: 'Alerts a day',
  average: 'Alerts in 10 min, on average',
  busiest: 'Alerts in the busiest 10 min',
  floods: 'Periods of 10 min with more than 10 alerts',
  numbers: 'Findings, alerts and console load',
  perDay: 'Findings a day',
  day: 'day',
  allOf: (table: string) => `${table}: all`,
  most: (count: number) => `highest: ${count} a day`,
  chart: (days: number) =>
    `Findings on each of ${counted(days, 'day')}, as it is and as it would be. The table below has every number.`,
  dayTable: 'Findings and alerts by day',
  showTable: 'Every number',
  types: 'By type of finding',
  type: 'type',
  openNow: 'open, as it is',
  openThen: 'open, as it would be',
  losses: 'True positives that would be lost',
  noLosses: (judged: number) =>
    judged === 0
      ? 'No finding that today’s settings raise here was judged to be a true positive, so it cannot be told whether one would be lost.'
      : `None of ${counted(judged, 'true positive')} would be lost or told later.`,
  how: {
    NOT_RAISED: 'would not be raised',
    NOT_TOLD: 'nobody would be alerted',
    LATER: (by: string) => `told ${by} later`,
  },
  spared: 'False positives that would be gone',
  noSpared: (judged: number) =>
    judged === 0
      ? 'No finding that today’s settings raise here was judged to be a false positive.'
      : `All of ${counted(judged, 'false positive')} would still be raised.`,
  added: 'Findings that would be new',
  noAdded: 'No finding would be new.',
  more: (count: number) => `and ${count} more`,
  notRepeated: (count: number) =>
    `${counted(count, 'judged finding')} of this span ${count === 1 ? 'is' : 'are'} not raised by today’s settings either: reported by hand, or judged under other settings.`,
  site: 'site',
  finding: 'finding',
  subject: 'subject',
  at: 'detected',
  consequence: 'consequence',
  siteItself: 'the site',
} as const;

/** Saving what was tried. */
export const saveWords = {
  title: 'Save these settings',
  reason: 'Reason, for the history',
  check: 'See what would change',
  save: 'Save',
  would: (count: number) =>
    count === 0 ? 'Nothing would change: it is so already.' : `${counted(count, 'scope')} would change:`,
  saved: (version: number | null) =>
    `Saved as version ${version ?? '—'}. The history of the configuration can take it back.`,
  field: (field: string, before: string | null, after: string | null) =>
    `${field}: ${before ?? '(none)'} → ${after ?? '(none)'}`,
} as const;
