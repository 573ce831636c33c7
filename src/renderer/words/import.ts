import type { FileKind } from '#core/model/file-kind.ts';
import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The import, step by step. */
export const importWords = {
  title: 'Import',
  steps: { files: 'Files', columns: 'Columns', check: 'Check', import: 'Import', done: 'Done' },
  stepsName: 'Steps of the import',
  next: 'Next',
  nextHint: 'Goes on to the next step. Nothing is changed before you have seen what would',
  check: 'Check',
  checkHint: 'Reads all of it and shows what would change. Writes nothing',
  back: 'Back',
  import: 'Import',
  importHint: 'Does what is shown, all of it or nothing',
  again: 'Another import',
  giveUp: 'Start over',
  giveUpHint: 'Forgets the files. What was imported stays',
  stop: 'Stop',
  stopHint:
    'Stops after the piece that is under way. What was taken in stays, and counts once when the file comes again',
  mappings: 'Column mappings…',
  mappingsHint: 'The saved mappings: look at them, change them, delete them',
  working: {
    looking: 'Looking at the files…',
    checking: 'Reading everything, writing nothing…',
    importing: 'Importing…',
    undoing: 'Taking it back…',
  },
  failed: 'Nothing was changed.',
  busy: 'An import is under way: drop the files again when it is done.',
} as const;

/** Whether a file is what it seems to be. */
export const kindWords = {
  configuration_json: 'Sites, people, tours, runbooks (JSON)',
  configuration_yaml: 'Sites, people, tours, runbooks (YAML)',
  sites_csv: 'List of sites (CSV)',
  geofences: 'Geofences (GeoJSON)',
  calendar: 'Shifts or maintenance (iCalendar)',
  ndjson: 'Telemetry (NDJSON)',
  traccar: 'Telemetry of Traccar (JSON)',
  owntracks: 'Telemetry of OwnTracks (JSON)',
  alertmanager: 'Alerts of Alertmanager or Grafana (JSON)',
  gpx: 'Track (GPX)',
  traccar_csv: 'Positions of Traccar (CSV)',
  table: 'Guard tours or other telemetry (CSV with a mapping)',
  unknown: 'Not recognised: choose what it is',
} as const satisfies Record<FileKind, string>;

export const encodingWords = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252 (western)',
  'windows-1250': 'Windows-1250 (central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
} as const;

/** The step in which files are chosen. */
export const fileWords = {
  drop: 'Drop files here or anywhere on the window: sites, people, tours, runbooks, geofences, calendars, telemetry. Several at once, of any kind.',
  nothingYet: 'Nothing changes before you have seen what would.',
  choose: 'Choose files',
  files: 'Files to import',
  list: 'Chosen files',
  head: {
    name: 'file',
    kind: 'recognised as',
    encoding: 'written in',
    size: 'size',
    holds: 'begins with',
    beside: 'what it does not say itself',
    remove: 'remove',
  },
  kindOf: (name: string) => `What ${name} is`,
  encodingOf: (name: string) => `How ${name} is written`,
  packed: 'gzip',
  unsure: 'Only its name says so: look at it.',
  removeOf: (name: string) => `Remove ${name}`,
  size: (bytes: number) =>
    bytes < 1024
      ? `${bytes} B`
      : bytes < 1024 * 1024
        ? `${(bytes / 1024).toFixed(1)} KB`
        : `${(bytes / 1024 / 1024).toFixed(1)} MB`,
  records: (count: number, types: readonly string[]) =>
    `${types.join(', ')} (first ${counted(count, 'record')})`,
  sites: (codes: readonly string[]) => `sites ${codes.join(', ')}`,
  unreadable: (count: number) => `${counted(count, 'record')} cannot be read`,
  columns: (count: number) => counted(count, 'column'),
  site: 'Site',
  person: 'Person',
  device: 'Device',
  use: 'Entries are',
  uses: { shifts: 'shifts', maintenance: 'maintenance' },
  asWritten: 'as they say',
  besideOf: (what: string, name: string) => `${what} of ${name}`,
} as const;

/** The step in which columns get their meaning. */
export const columnWords = {
  note: 'Say once what the columns mean; saved under a name it is known for every file of that system.',
  file: 'File',
  saved: 'Saved mapping',
  none: 'choose one',
  guessed: 'Guessed from the columns: look at what becomes of the rows.',
  type: 'Each row is',
  types: {
    phone_event: 'a phone event',
    location: 'a position',
    checkpoint_scan: 'a checkpoint scan',
    tour: 'a tour that began or ended',
    task: 'a task',
    attendance: 'a sign-in or sign-out',
    check_in: 'a check-in',
    device: 'the state of a device',
    alert: 'an alert',
    metric: 'a metric',
  },
  byColumn: 'what a column says (set in a file)',
  when: 'Date and time are in',
  oneColumn: 'one column',
  twoColumns: 'two columns',
  instant: 'Date and time',
  date: 'Date',
  time: 'Time',
  order: 'Dates are written',
  orders: { DMY: 'day, month, year', MDY: 'month, day, year', YMD: 'year, month, day' },
  zone: 'Times are of',
  zones: { site: 'the wall of each site', UTC: 'UTC' },
  decimal: 'Numbers have a decimal',
  decimals: { '.': 'point (52.5)', ',': 'comma (52,5)' },
  fields: 'What fills each field',
  field: 'field',
  filledBy: 'filled by',
  words: 'words that stand for others',
  nothing: 'nothing',
  fixed: 'the same text',
  fixedOf: (field: string) => `Text of ${field}`,
  fillingOf: (field: string) => `What fills ${field}`,
  wordsOf: (field: string) => `Words of ${field}`,
  wordsHow: 'Lager Nord = WH-01',
  name: 'Name of the mapping',
  save: 'Save mapping',
  saveHint: 'Keeps it under its name, for the next file and for vigil ingest --map',
  savedAs: (name: string) => `Saved as ${name}.`,
  preview: 'What becomes of the first rows',
  line: 'line',
  cells: 'as it stands',
  at: 'when',
  event: 'event',
  says: 'says',
  unknownSite: (site: string) => `${site}: no such site yet, it would wait in quarantine`,
  coming:
    'Sites that come with these files are not there yet: the times of their rows are read when they are.',
  trouble: (field: string | null, found: string, fix: string) =>
    `${field === null ? '' : `${field} `}${found}: ${fix}`,
  noRows: 'The file has no rows.',
} as const;

/** The saved mappings. */
export const mappingWords = {
  title: 'Column mappings',
  note: 'How the columns of a system become events. Used for every file of it, here and by vigil ingest --map.',
  empty: 'No mapping is saved. Import a CSV and save what you said of its columns.',
  head: { name: 'name', what: 'makes', columns: 'columns', by: 'saved by', when: 'when', actions: 'actions' },
  edit: 'Edit',
  editOf: (name: string) => `Edit ${name}`,
  remove: 'Delete',
  removeOf: (name: string) => `Delete ${name}`,
  removed: (name: string) => `${name} is deleted.`,
  undo: 'Undo',
  close: 'Close',
  done: 'Back to the list',
} as const;

/** The step that shows what would happen. */
export const checkWords = {
  nothingHeld: 'No configuration among the files.',
  deactivate: (count: number) => `Deactivate the ${counted(count, 'site')} that these files do not name`,
  missingList: 'Sites that would be deactivated',
  sure: (count: number) => `Yes: ${counted(count, 'site')} shall not be watched any more`,
  sureFirst: 'Confirm that these sites shall not be watched any more.',
  noChange: 'Nothing would change.',
  telemetry: 'Telemetry',
  head: {
    file: 'file',
    progress: 'read',
    accepted: 'can be taken in',
    taken: 'accepted',
    duplicates: 'known already',
    quarantined: 'quarantine',
    sites: 'sites nobody configured',
  },
  percent: (share: number) => `${Math.round(share * 100)} %`,
  coming: (site: string) => `${site} (comes with these files)`,
  comingNote:
    'Sites that come with these files are not there yet while telemetry is tried: theirs is read when they are.',
  unreadable: (count: number) => `${counted(count, 'record')} cannot be read (kept in quarantine):`,
  stopped: 'stopped',
  quarantineNote: 'What goes to quarantine is kept with its reason and can be taken in later.',
  tried: 'Events that are known already are told when they are imported.',
} as const;

/** The list of what changes. */
export const changeListWords = {
  name: 'What would change, site by site',
  search: 'Code or field',
  show: 'Show',
  all: (count: number) => `everything (${count.toLocaleString(LOCALE)})`,
  of: (change: string, count: number) => `${change} (${count.toLocaleString(LOCALE)})`,
  shown: (count: number) => counted(count, 'line'),
  empty: 'Nothing fits.',
} as const;

/** The last page. */
export const doneWords = {
  imported: (version: number) => `Imported as version ${version}.`,
  nothingNew: 'The files say what is stored already: the configuration is as it was.',
  undo: 'Take back version',
  undoOf: (version: number) => `Take back version ${version}`,
  undoHint: 'Makes a new version with what was there before. Telemetry is not taken back',
  undone: (version: number | null) => `Taken back, as version ${version ?? '—'}.`,
  left: (what: readonly string[]) => `Left, because events and findings may name it: ${what.join(', ')}.`,
  notUndone: 'Not taken back.',
  telemetryStays: 'Telemetry is never taken back: what happened stays.',
  next: 'What is next',
  fleet: 'See the fleet',
  setup: 'Look at the settings and all versions',
  quarantine: 'Look at the quarantine',
  feed: 'To the feed',
} as const;

/** What an import does to a site, a person, a tour or a runbook. */
export const changeWords = {
  deactivated: 'deactivated',
  changed: 'changed',
  added: 'added',
  missing: 'missing',
  unchanged: 'unchanged',
} as const;
export type ChangeWord = keyof typeof changeWords;

type Held = Readonly<
  Record<'tenants' | 'clients' | 'sites' | 'people' | 'devices' | 'tours' | 'runbooks', number>
>;

const listed = ({ tenants, clients, sites, people, devices, tours, runbooks }: Held): string =>
  [
    counted(tenants, 'tenant'),
    counted(clients, 'client'),
    counted(sites, 'site'),
    counted(people, 'person', 'people'),
    counted(devices, 'device'),
    counted(tours, 'tour'),
    counted(runbooks, 'runbook'),
  ].join(', ');

/** What an import would change, or has changed. */
export const diffWords = {
  done: 'Imported',
  planned: 'What would change',
  would: 'Would change:',
  nothing: 'nothing changes',
  /** `3 added, 12 unchanged`. */
  summary: (counts: readonly (readonly [change: ChangeWord, count: number])[]) =>
    counts.map(([change, count]) => `${count.toLocaleString(LOCALE)} ${changeWords[change]}`).join(', '),
  sentence: (summary: string) => `${summary}.`,
  held: (held: Held) => `The files hold ${listed(held)}.`,
  noValue: '(none)',
  more: (count: number) => `and ${count.toLocaleString(LOCALE)} more.`,
} as const;

/** What is wrong with the files. */
export const problemWords = {
  name: 'Problems',
  mend: (count: number) => `${counted(count, 'problem')}: mend the files and choose them again.`,
  head: {
    file: 'file',
    line: 'line',
    column: 'column',
    field: 'field',
    found: 'found',
    expected: 'expected',
    fix: 'what to write',
  },
  write: (what: string) => `Write ${what}.`,
} as const;
