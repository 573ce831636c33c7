import type { Answer } from '#contract/index.ts';

import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

type Shell = Answer<'shell.facts'>;

/** The page about the engine itself. */
export const ENGINE_PAGE = {
  title: 'Engine',
  everything: 'Everything about the engine',
  loading: 'Loading what the engine knows of itself',
  failed: 'The page could not be loaded.',
  kept: 'Below is what was last known.',
  unknown: 'not known',
  never: 'never',
  none: 'none',
  ago: 'ago',
  audit: 'Audit now',
  auditAll: (sites: number) => `Audit now, all ${counted(sites, 'site')}`,
  auditing: (sites: number) => `Auditing ${counted(sites, 'site')}…`,
  auditHint: 'Audits every site now, outside the slots; what is due stays due',
  allSites: (sites: number) => counted(sites, 'site'),
  verify: 'Check the database now',
  verifyHint: 'Reads the whole file and recomputes the audit trail; audits go on meanwhile',
  verifying: 'Checking the database… Audits go on meanwhile.',
  sound: (rows: number) => `The database is sound and its audit trail whole: ${counted(rows, 'row')}.`,
  unsound: (count: number) => `${counted(count, 'problem')} found:`,
  notVerified: (why: string) => `The database was not checked: ${why}`,
  dismiss: 'Dismiss',
  ms: (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString(LOCALE)} ms`,
  bytes(value: number): string {
    const mega = value / 1_048_576;
    if (mega >= 1_024) return `${(mega / 1_024).toFixed(1)} GB`;
    return mega >= 1 ? `${Math.round(mega).toLocaleString(LOCALE)} MB` : `${Math.round(value / 1_024)} KB`;
  },
} as const;

export const STATE: Readonly<Record<Answer<'engine.status'>['state'], string>> = {
  STARTING: 'starting',
  RUNNING: 'running',
  CATCHING_UP: 'catching up',
  BUSY: 'database busy',
  READ_ONLY: 'read-only',
  IO: 'disk fails',
  FULL: 'disk full',
  CORRUPT: 'database damaged',
  STOPPED: 'stopped',
};

export const ROUNDS = {
  title: 'Rounds of the last 24 h',
  head: {
    cadence: 'cadence',
    rounds: 'rounds',
    p50: 'p50',
    p95: 'p95',
    max: 'max',
    site: 'ms a site',
    late: 'latest by',
    breaches: 'breaches',
    failures: 'failures',
    left: 'left out',
  },
  left: (coalesced: number, skipped: number) =>
    coalesced + skipped === 0 ? 'none' : `${coalesced} joined, ${skipped} skipped`,
  newest: (cadence: string) => `Newest ${cadence} rounds`,
  columns: {
    slot: 'slot',
    late: 'late by',
    sites: 'sites',
    took: 'took',
    bar: 'beside the longest',
    breaches: 'breaches',
    opened: 'opened',
    held: 'held',
    failures: 'failed',
  },
  which: 'Cadence of the rounds below',
  noRounds: 'No round of this cadence ran in 24 h.',
} as const;

export const DUE = {
  title: 'Due',
  head: {
    cadence: 'cadence',
    overdue: 'overdue',
    next: 'next slot',
    five: '5 min',
    quarter: '15 min',
    hour: '60 min',
  },
  later: 'in more than an hour',
} as const;

export const RULES = {
  title: 'Rules',
  allWell: (count: number) => `${counted(count, 'rule')}, none failed in 24 h`,
  failed: (count: number) => `${counted(count, 'rule')} failed in 24 h`,
  head: { rule: 'rule', cadence: 'runs', state: 'state', failures: 'failures 24 h', last: 'last failure' },
  well: 'well',
  bad: '▲ failing',
  before: 'well again',
  at: (site: string, message: string) => `at ${site}: ${message}`,
  cadence: { HEARTBEAT: 'heartbeat', COMPREHENSIVE: 'comprehensive', DEEP: 'deep', TIMER: 'at once' },
} as const;

export const INTAKE = {
  title: 'Intake',
  none: 'No source has sent anything yet.',
  head: {
    source: 'source',
    health: 'health',
    events: 'events',
    sites: 'sites',
    last: 'last event',
    received: 'last received',
    lag: 'lag',
  },
  health: { HEALTHY: 'heard as usual', SILENT: '▲ silent', NEVER: 'never heard' },
  quarantine: 'Quarantine',
  noQuarantine: 'Nothing is in quarantine.',
  reason: { UNKNOWN_SITE: 'unknown site', FUTURE: 'from the future', INVALID: 'not understood' },
  quarantined: (reason: string, total: number, today: number) =>
    `${total.toLocaleString(LOCALE)} ${reason} (${today.toLocaleString(LOCALE)} in 24 h)`,
} as const;

export const WAYS_IN = {
  title: 'Ways in',
  http: 'HTTP',
  drop: 'Drop folder',
  state: {
    OFF: 'off',
    LISTENING: 'listening on',
    WATCHING: 'watching',
    FAILED: '▲ failed:',
    STOPPED: '▲ stopped: no engine runs',
  },
  address: (address: string, port: number) =>
    address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
  last: 'Last live event stored',
  requests: 'Requests',
  asked: (requests: number, refused: string) =>
    refused === '' ? counted(requests, 'request') : `${counted(requests, 'request')}, refused: ${refused}`,
  refused: (status: number, requests: number) => `${status} × ${requests.toLocaleString(LOCALE)}`,
  reading: 'Being read',
  lanes: 'Lanes of telemetry since the engine started',
  lane: { duress: 'calls for help', state: 'people and devices', position: 'positions and signals' },
  files: 'Files of the drop folder, the newest first',
  fileState: { READING: 'being read', DONE: 'done', REJECTED: '▲ rejected:' },
  head: {
    lane: 'lane',
    waiting: 'waiting',
    committed: 'stored',
    refused: 'sent back',
    shed: 'lost',
    file: 'file',
    fileState: 'state',
    accepted: 'accepted',
    duplicates: 'known',
    quarantined: 'quarantined',
    at: 'when',
  },
} as const;

export const DATABASE = {
  title: 'Database',
  file: 'File',
  wal: 'Write-ahead log',
  free: 'Free on its disk',
  schema: 'Schema version',
  trail: 'Rows of the audit trail',
  check: 'Last self-test',
  backup: 'Last backup',
  noBackup: '▲ none yet',
  kept: 'Backups kept',
  nextBackup: 'Next backup',
  checked: (size: string) => `(read back and found whole, ${size})`,
  backupProblem: (why: string) => `▲ the last attempt made none: ${why}`,
  fullIn: (days: number) =>
    days < 1 ? 'full within a day' : `full in about ${counted(Math.floor(days), 'day')}`,
  /** `left`: when it is full; '' while nobody knows. */
  room: (free: string, left: string, soon: boolean) =>
    left === '' ? free : `${soon ? '▲ ' : ''}${free}, ${left}`,
  sound: 'nothing wrong',
} as const;

export const UPKEEP = {
  title: 'Upkeep',
  none: 'No job was planned yet.',
  head: { job: 'job', last: 'last run', result: 'result', next: 'next' },
  well: 'nothing wrong',
} as const;

export const PROGRAM = {
  title: 'Program',
  state: 'Engine',
  /** Of an engine of which nothing was heard for a while. */
  silent: 'not answering',
  version: 'Version',
  host: 'Host',
  starts: 'After a restart of the machine',
  startsBy: {
    AT_LOGIN: 'started at login',
    BY_SERVICE: 'started by the system',
    BY_HAND: 'started by a person',
  },
  uptime: 'Up for',
  memory: 'Memory',
  runtime: 'Runs on',
  watchdog: 'Outside watchdog',
  watchdogState: {
    OFF: 'none is told',
    TOLD: 'told',
    WITHHELD: '▲ not told: sites are not being audited. Last told',
    FAILED: '▲ cannot be told. Last told',
  },
  clockOff: (ahead: number) =>
    `▲ this machine's clock is ${(Math.abs(ahead) / 1_000).toFixed(0)} s ${ahead > 0 ? 'ahead of' : 'behind'} the watchdog's`,
  tick: 'Last tick',
  hosts: { electron: 'desktop window', loopback: 'browser', cli: 'command line' },
  workers: 'Threads',
  head: { worker: 'thread', state: 'state', restarts: 'restarts', heard: 'last heard' },
  workerState: {
    ALIVE: 'alive',
    LOST: '▲ lost',
    ON_DEMAND: 'started for each file',
    NOT_STARTED: 'not started',
  } satisfies Record<Shell['workers'][number]['state'], string>,
  eachFile: 'a new one each time',
} as const;

/** Whether the system starts the program of this workstation. */
export const LOGIN = {
  title: 'Start at login',
  state: {
    ON: 'On. Vigil opens its window when this user signs in to the machine.',
    OFF: 'Off. After a restart of the machine somebody has to start Vigil.',
    BLOCKED: '▲ It was turned on, and the system does not do it.',
    SERVICE: 'The engine is a service: the system starts it before anybody signs in.',
    UNAVAILABLE: 'Not to be had here.',
  },
  turnOn: 'Start at login',
  turnOff: 'Do not start at login',
  hint: 'For this user of this machine; the audit trail says who changed it',
} as const;

export const SCREEN = {
  title: 'This screen',
  offset: 'Its clock against the engine’s',
  ahead: (ms: string, give: string) => `${ms} ahead, give or take ${give}`,
  behind: (ms: string, give: string) => `${ms} behind, give or take ${give}`,
  equal: 'the same',
  answer: 'Last answer took',
  event: 'Last event was under way for',
  noEvent: 'no event yet',
} as const;

/** The longest of the newest rounds of a cadence, for the bars beside them. */
export const barTitle = (ms: string, longest: string): string => `${ms} of at most ${longest}`;
