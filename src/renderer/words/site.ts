import type { Answer } from '#contract/index.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import type { Disposition } from '#core/model/finding.ts';
import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

type Page = Answer<'sites.page'>;

/** The page of one site. */
export const SITE = {
  page: (code: string) => `Site ${code}`,
  everything: 'Everything about the site',
  back: 'Back',
  backHint: 'Back to the fleet',
  loading: 'Loading the site',
  failed: 'The page could not be loaded.',
  kept: 'Below is what was last known.',
  clientWord: 'Client',
  client: (client: string, tenant: string, priority: number) =>
    `${client} · ${tenant} · priority ${priority} of 5`,
  localTime: 'Local time',
  now: 'Now',
  nextWindow: 'Next maintenance',
  noWindow: 'none within 7 days',
  until: (time: string) => ` until ${time}`,
  audit: 'Audit now',
  auditing: 'Auditing…',
  auditHint: 'Audits the site now, outside its slots; what is due stays due',
  whichAudit: 'Which audit',
  everyCadence: 'Every cadence',
  plan: 'Site plan',
  try: 'What if',
  tryHint: 'Tries changed settings of this site on what came in lately',
  planHint: 'Lays the drawing of the site on its map',
  baselines: 'Baselines',
  baselinesHint: 'What is normal here, hour by hour of the week',
  settings: 'Settings',
  settingsHint: 'Every setting of the site, who set it, and the way to change it',
  inFeed: 'Show in the feed',
  dismiss: 'Dismiss',
  map: 'Map',
} as const;

export const OPEN = {
  title: 'Open findings',
  none: 'Nothing is open.',
  more: (shown: number, all: number) =>
    `The first ${shown} of ${all.toLocaleString(LOCALE)}; the feed has them all.`,
  head: { finding: 'finding', what: 'what', age: 'age', owner: 'owner' },
  nobody: 'nobody yet',
  since: 'since',
  show: (title: string) => `Show ${title} in the feed`,
} as const;

export const AUDITS = {
  title: 'Audits',
  note: 'ms a site: the time of each round of the last 24 h, shared out among its sites',
  head: {
    cadence: 'cadence',
    every: 'every',
    runs: 'audits run',
    last: 'last',
    next: 'next slot',
    p50: 'p50',
    p95: 'p95',
    rounds: 'rounds of 24 h',
  },
  notHere: 'not run here',
  never: 'never',
  none: 'none planned',
  unknown: 'not known',
  ms: (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString(LOCALE)} ms`,
} as const;

export const COUNTS = {
  title: 'Findings by type',
  note: (all: number) => `${counted(all, 'finding')} in all`,
  none: 'Nothing was ever found here.',
  head: { type: 'type', open: 'open', week: '7 days', month: '30 days' },
  alerts: 'Alerts',
  suppressed: 'Held back by maintenance',
  quality: 'How findings ended, last 90 days',
  noneResolved: 'None was resolved in 90 days.',
  falseShare: (share: number, n: number) =>
    `${Math.round(share * 100)} % false positive (n = ${n.toLocaleString(LOCALE)})`,
} as const;

export const DISPOSITION: Readonly<Record<Disposition, string>> = {
  TRUE_POSITIVE: 'true positive',
  BENIGN: 'benign',
  FALSE_POSITIVE: 'false positive',
  UNDETERMINED: 'undetermined',
};

export const LEARNED = {
  title: 'Baselines',
  stable: (share: number) => `${Math.round(share)} % of cells stable`,
  head: { metric: 'metric', state: 'learned', stable: 'stable', judged: 'judged' },
  cells: (stable: number, all: number) => `${stable} of ${all}`,
  judged: 'yes',
} as const;

export const SOURCES = {
  title: 'Sources',
  none: 'Nothing was ever heard of this site, and its configuration names no source.',
  head: { source: 'source', health: 'health', last: 'last event' },
  health: { HEALTHY: 'heard as usual', SILENT: '▲ silent', NEVER: 'never heard' },
  since: (time: string) => ` since ${time}`,
  named: 'named by the configuration',
  never: 'never',
} as const;

export const PEOPLE = {
  title: 'People',
  onDuty: (count: number) => `${count.toLocaleString(LOCALE)} on duty`,
  none: 'Nobody is listed for this site.',
  head: { person: 'person', role: 'role', duty: 'duty', seen: 'last seen', phone: 'phone' },
  off: 'off duty',
  signedIn: (time: string) => `signed in ${time}`,
  rostered: (start: string, end: string) => `rostered ${start} to ${end}, not signed in`,
  until: (end: string) => `, shift to ${end}`,
  loneCheckIn: 'lone worker, checked in',
  ago: 'ago',
  never: 'never',
} as const;

export const TOURS = {
  title: 'Tours today',
  none: 'No tour is planned today.',
  head: { start: 'start', tour: 'tour', state: 'state', scans: 'scans', by: 'by', due: 'due by' },
  optional: 'optional',
  byHand: 'by hand',
  scans: (scanned: number, all: number) => `${scanned} of ${all}`,
  state: {
    PLANNED: 'planned',
    EXPECTED: 'expected now',
    RUNNING: 'under way',
    COMPLETED: 'completed',
    ABANDONED: '▲ abandoned',
    OVERDUE: '▲ overdue',
  } satisfies Record<Page['tours'][number]['state'], string>,
} as const;

export const DEVICES = {
  title: 'Devices',
  none: 'No device is listed for this site.',
  head: { device: 'device', carrier: 'carried by', battery: 'battery', last: 'last report' },
  quiet: 'none in 24 h',
  unknown: 'not known',
  offline: 'offline',
  percent: (value: number) => `${value} %`,
  ago: 'ago',
} as const;

export const WINDOWS = {
  title: 'Maintenance, next 7 days',
  none: 'None is planned.',
  head: { from: 'from', to: 'to', reason: 'reason' },
} as const;

export const CONTACTS = {
  title: 'Contacts and instructions',
  none: 'The configuration holds neither contacts nor instructions.',
  head: { role: 'role', name: 'name', phone: 'phone', hours: 'hours' },
} as const;

export const SETTINGS = {
  title: 'Settings',
  note: 'with the scope that set each value',
  head: { setting: 'setting', value: 'value', scope: 'set' },
  minutes: (value: number) => `${value} min`,
  hours: (value: number) => `${value} h`,
  yes: 'yes',
  no: 'no',
  always: 'always',
  windows: (count: number) => counted(count, 'window'),
  atLeast: (count: number, minutes: number) => `at least ${count} in ${minutes} min`,
  metric: (kind: string, direction: string) => `${kind.toLowerCase()}, ${direction.toLowerCase()}`,
  signal: (name: string) => `Critical signal ${name}`,
  sensitivity: (name: string) => `Sensitivity ${name}`,
  custom: (name: string) => `Metric ${name}`,
  names: {
    enabled: 'Audits',
    heartbeat_frequency_minutes: 'Heartbeat every',
    audit_frequency_minutes: 'Comprehensive every',
    deep_audit_frequency_hours: 'Deep every',
    cadences: 'Cadences',
    disabled_rules: 'Rules switched off',
    critical_signals: 'Critical signals',
    active_hours: 'Active hours',
    maintenance_windows: 'Maintenance windows',
    alert_on_finding: 'Alerts',
    alert_severity_threshold: 'Alerts from',
    collect_evidence: 'Evidence',
    evidence_lookback_minutes: 'Evidence looks back',
    anomaly_detection: 'Anomaly detection',
    anomaly_early: 'Anomalies while learning',
    anomaly_scale: 'Score of anomalies',
  },
} as const;

const COUNTED_CADENCE: Readonly<Record<Cadence, string>> = {
  HEARTBEAT: 'heartbeat audit',
  COMPREHENSIVE: 'comprehensive audit',
  DEEP: 'deep audit',
};
/** What is audited by hand: `RB-01`, or `RB-01 (deep audit)`. */
export const auditedWhat = (site: string, cadence: Cadence | null): string =>
  cadence === null ? site : `${site} (${COUNTED_CADENCE[cadence]})`;

/** A span of a setting or slot: `5 min`, `2 h`. */
export function everyText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
