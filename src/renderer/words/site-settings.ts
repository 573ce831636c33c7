import type { SettingField, TextForm } from '#core/model/field-shape.ts';
import { capital, counted, inWords, personName } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The settings of tenants, clients and sites. */
export const CONFIGURATION = {
  title: 'Configuration',
  loading: 'Loading the settings',
  failed: 'The settings could not be loaded.',
  kept: 'Below is what was last known.',
  none: 'There is nothing to set yet.',
  noneHow: 'Import a configuration file first.',
  place: 'What is set',
  placeLabel: 'tenant, client or site',
  placeName: 'Find a tenant, client or site',
  sections: 'Sections',
  many: 'Several sites…',
  history: 'Versions…',
  export: 'Export',
  exportHint: 'Writes this part of the configuration as a YAML file that imports again without a difference',
  exported: (name: string, version: number) => `${name} holds version ${version}.`,
  sites: (count: number) => counted(count, 'site'),
  changedBy: (actor: string, version: number, at: string) =>
    `changed by ${personName(actor)}, ${at} (version ${version})`,
  severalTitle: (count: number) => `${counted(count, 'site')} together`,
  severalNote: (code: string) =>
    `What is shown is ${code}'s. Only the fields that you set are changed, at every one of the sites.`,
  unsaved: (count: number) => counted(count, 'unsaved change'),
  elsewhere: (count: number) =>
    `${counted(count, 'other place has', 'other places have')} unsaved changes too.`,
  discard: 'Discard',
  review: 'Review and save',
  trying: 'Checking…',
  saved: (version: number) => `Saved as version ${version}.`,
  problems: (count: number) => `${counted(count, 'problem')} to mend before it can be saved.`,
  firstProblem: 'Go to the first',
  loadAgain: 'Load again and keep my changes',
  scope: { TENANT: 'Tenant', CLIENT: 'Client', SITE: 'Site' },
} as const;

export const REVIEW = {
  title: 'What will change',
  many: (count: number) => `At ${counted(count, 'site')}`,
  reason: 'Why (kept with the version)',
  save: 'Save',
  saving: 'Saving…',
  nothing: 'Nothing changes: it is set so already.',
} as const;

type Left = readonly { readonly scope: string; readonly code: string }[];
type VersionCounts = Readonly<Record<'tenants' | 'clients' | 'sites' | 'runbooks', number>>;

export const HISTORY = {
  title: 'Versions of the configuration',
  note: 'Every import and every edit is a version. Taking one back makes a new version; nothing is lost.',
  head: {
    version: 'version',
    when: 'when',
    who: 'who',
    what: 'what',
    counts: 'changed',
    why: 'why',
  },
  what: { files: 'import', edit: 'edit', 'roll-back': 'took back' },
  files: (names: readonly string[]) => `import of ${names.join(', ')}`,
  undone: (version: number) => `took back version ${version}`,
  /** What the version added and is still there. */
  tookBack: (version: number, left: Left) =>
    `took back version ${version}${
      left.length === 0
        ? ''
        : `. Left, because events and findings may name it: ${left.map(({ scope, code }) => `${inWords(scope)} ${code}`).join(', ')}`
    }`,
  counts: ({ tenants, clients, sites, runbooks }: VersionCounts) =>
    [
      tenants > 0 ? counted(tenants, 'tenant') : '',
      clients > 0 ? counted(clients, 'client') : '',
      sites > 0 ? counted(sites, 'site') : '',
      runbooks > 0 ? counted(runbooks, 'runbook') : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  undo: 'Take back',
  undoOf: (version: number) => `Take back version ${version}`,
  close: 'Close',
  loading: 'Loading the versions',
} as const;

export const SEVERAL = {
  title: 'Set several sites together',
  filter: 'Code, name, client or tenant',
  all: (count: number) => `All ${count.toLocaleString(LOCALE)} that are shown`,
  chosen: (count: number) => `${counted(count, 'site')} chosen`,
  list: 'Sites',
  more: (count: number) => `and ${count.toLocaleString(LOCALE)} more: narrow the list.`,
  start: 'Set these',
} as const;

export const FIELD = {
  administrators: 'by an administrator',
  setHere: 'Set here',
  inherit: 'Inherit again',
  takeAway: 'Take away',
  undo: 'Undo',
  nothing: 'not set',
  here: 'set here',
  change: 'changed, not saved',
  cleared: 'will be inherited again, not saved',
  byDefault: 'by default',
  at: (scope: 'TENANT' | 'CLIENT' | 'SITE', code: string) => `at ${scope.toLowerCase()} ${code}`,
  inherited: (value: string, from: string) => `${value}, ${from}`,
  range: (least: number, most: number) => `${least.toLocaleString(LOCALE)} to ${most.toLocaleString(LOCALE)}`,
  unit: { minutes: 'min', hours: 'h' } satisfies Record<NonNullable<SettingField['unit']>, string>,
  yes: 'Yes',
  no: 'No',
  unset: '—',
  add: (what: string) => `Add ${what}`,
  remove: (what: string, at: string) => `Remove ${what} ${at}`,
  addFor: 'Add for',
  form: 'Kind',
  commas: 'separated by commas',
  expected: (found: string, expected: string) => `Found ${found}, expected ${expected}.`,
  entries: (count: number) => counted(count, 'entry', 'entries'),
} as const;

export const SECTION: Readonly<Record<string, string>> = {
  place: 'Place',
  audits: 'Audits and hours',
  signals: 'Signals and metrics',
  anomalies: 'Anomalies',
  alerts: 'Alerts and evidence',
  people: 'People, devices, shifts',
  tours: 'Tours and checkpoints',
  calendar: 'Maintenance and holidays',
  desk: 'Contacts and instructions',
};

type Words = { readonly label: string; readonly help?: string };

/** What each field is called, and what it does where the name does not say it. */
const FIELDS: Readonly<Record<string, Words>> = {
  name: { label: 'Name' },
  timezone: { label: 'Time zone', help: 'Local times of shifts, tours, hours and windows are read in it' },
  location: { label: 'Location', help: 'Decimal degrees, WGS 84' },
  geofence: { label: 'Fence', help: 'A circle around the location, or a shape' },
  priority: { label: 'Priority', help: '1 is the highest' },
  active: { label: 'In use', help: 'A site out of use is neither audited nor shown in rounds' },
  groups: { label: 'Groups' },
  sources: {
    label: 'Sources',
    help: 'Feeds that tell of this site: their silence is told apart from the site’s',
  },
  site_plan: { label: 'Site plan', help: 'A drawing and the two corners where it lies' },
  'audit.enabled': {
    label: 'Audits',
    help: 'Off: no audits and no findings; a call for help is still raised',
  },
  'audit.cadences': { label: 'Cadences' },
  'audit.disabled_rules': {
    label: 'Rules switched off',
    help: 'Their findings end; calls for help and lone workers cannot be switched off',
  },
  'audit.heartbeat_frequency_minutes': { label: 'Heartbeat every' },
  'audit.audit_frequency_minutes': { label: 'Comprehensive audit every' },
  'audit.deep_audit_frequency_hours': { label: 'Deep audit every' },
  'audit.active_hours': { label: 'Active hours', help: 'Silence counts only inside; without any, always' },
  'audit.critical_signals': { label: 'Critical signals', help: 'Raised when fewer than the limit come' },
  'audit.signal_thresholds': { label: 'Limits of signals', help: 'At least so many in so many minutes' },
  'audit.custom_metrics': { label: 'Custom metrics' },
  'audit.anomaly_detection': { label: 'Anomaly detection' },
  'audit.sensitivity': {
    label: 'Sensitivity',
    help: 'LOW finds only what is gross, HIGH also what is slight',
  },
  'audit.anomaly_early': {
    label: 'Anomalies while learning',
    help: 'Raises before the hour of the week is stable',
  },
  'audit.anomaly_scale': {
    label: 'Score of anomalies',
    help: 'DAY: sigma a day; SAMPLE: robust z of the cell',
  },
  'audit.alert_on_finding': {
    label: 'Alerts',
    help: 'Off: findings, but no alert; calls for help always alert',
  },
  'audit.alert_severity_threshold': { label: 'Alerts from' },
  'audit.collect_evidence': { label: 'Evidence', help: 'Critical findings always keep theirs' },
  'audit.evidence_lookback_minutes': { label: 'Evidence looks back' },
  'audit.maintenance_windows': {
    label: 'Maintenance windows',
    help: 'Those of tenant, client and site add up; the calendar shows them all',
  },
  people: { label: 'People', help: 'The same code is the same person at every site of the tenant' },
  devices: { label: 'Devices' },
  shifts: { label: 'Shifts' },
  tours: { label: 'Tours' },
  holidays: { label: 'Holidays', help: 'Those of tenant, client and site add up' },
  escalation_roles: {
    label: 'Who stands behind each role',
    help: 'The nearest scope that names a role holds',
  },
  contacts: { label: 'Contacts' },
  instructions: { label: 'Instructions', help: 'By finding type, or a prefix that ends in *; Markdown' },
};

/** What a field inside another is called, where its name does not say it. */
const INNER: Readonly<Record<string, string>> = {
  lat: 'Latitude',
  lon: 'Longitude',
  radius_m: 'Radius (m)',
  nw: 'North-west corner',
  se: 'South-east corner',
  min_count: 'At least',
  window_minutes: 'Within (min)',
  check_in_minutes: 'Check in every (min)',
  grace_minutes: 'Grace (min)',
  duration_minutes: 'Takes (min)',
  external_id: 'Id at the sender',
  lone_worker: 'Lone worker',
  rrule: 'Rule (RRULE)',
  exdate: 'Except (EXDATE)',
};

export const fieldWords = (path: string): Words => FIELDS[path] ?? { label: innerWords(path) };
export const innerWords = (name: string): string => INNER[name] ?? capital(inWords(name));

/** The forms that a value may have. */
const FORMS: Readonly<Record<string, string>> = {
  weekly: 'Every week',
  absolute: 'Once',
  rule: 'By calendar rule',
  single: 'One for all',
  'by-metric': 'By metric',
};
export const formWords = (form: string): string => FORMS[form] ?? form;

/** How a text is written, where that is not plain. */
export const TEXT_HINT: Readonly<Record<TextForm, string>> = {
  text: '',
  code: 'A-Z a-z 0-9 . _ -',
  signal: '',
  metric: 'a-z 0-9 _',
  clock: 'HH:MM',
  zone: 'Europe/Berlin',
  date: 'YYYY-MM-DD',
  moment: 'YYYY-MM-DDTHH:MM',
};

/** The noun of one entry of a list, for its buttons. */
const ENTRY: Readonly<Record<string, string>> = {
  people: 'person',
  devices: 'device',
  shifts: 'shift',
  tours: 'tour',
  checkpoints: 'checkpoint',
  starts: 'start',
  holidays: 'holiday',
  contacts: 'contact',
  'audit.active_hours': 'hours',
  'audit.maintenance_windows': 'window',
  'audit.custom_metrics': 'metric',
};
export const entryWords = (name: string): string => ENTRY[name] ?? 'entry';

export const FENCE = {
  kind: 'Shape',
  circle: 'Circle',
  polygon: 'Drawn shape',
  typed: 'GeoJSON',
  radius: 'Radius (m)',
  points: 'Corners, one a line: latitude, longitude',
  geojson: 'GeoJSON geometry',
  badPoints: 'Each line needs a latitude and a longitude; at least three lines.',
  badJson: 'This is no JSON.',
} as const;
