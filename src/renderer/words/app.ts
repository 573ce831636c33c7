import { counted } from './codes.ts';

/** The screens by their names. */
export const screenWords = {
  feed: 'Feed',
  fleet: 'Fleet',
  map: 'Map',
  baselines: 'Baselines',
  engine: 'Engine',
  'what-if': 'What if',
  connectors: 'Connectors',
  quarantine: 'Quarantine',
  configuration: 'Setup',
  maintenance: 'Maintenance',
  import: 'Import',
  runbooks: 'Runbooks',
  actions: 'Actions',
  indicators: 'Indicators',
  reports: 'Reports',
  checkups: 'Checkups',
  keeping: 'Keeping',
  rollout: 'Rollout',
  bundles: 'Bundles',
  trail: 'Audit trail',
} as const;

/** What each screen shows, for the tooltip of its tab and the list under "More". */
export const screenHints = {
  feed: 'Findings, the most urgent first',
  fleet: 'Every site and its state',
  map: 'Every site where it stands',
  baselines: 'What is normal at a site, and what was measured',
  indicators: 'How well the room does: every indicator with its target and trend',
  reports: 'Shift handovers and other reports, on screen and as PDF',
  engine: 'Rounds, sources, threads and the database',
  connectors: 'How telemetry comes in, and how each way fares',
  quarantine: 'What was refused, and why',
  configuration: 'Every setting of tenants, clients and sites, and who set it',
  maintenance: 'When findings are held back on purpose',
  checkups: 'Reviews: each site every week, the installation every month, ticked and signed',
  keeping: 'For how long things are kept, legal holds, the archive and backups',
  rollout: 'Takes Vigil into use phase by phase, each held against its numbers',
  runbooks: 'What is done about each type of finding, and which of them work',
  actions: 'Messages to other people and machines, and what became of each',
  bundles: 'Evidence as sealed files: opened and verified',
  trail: 'Who did what and when, and whether it is whole',
} as const;

/** The frame around the screens. */
export const appWords = {
  brand: 'Vigil',
  /** The title of the window: how many findings nobody has seen yet. */
  titled: (fresh: number) => (fresh > 0 ? `(${fresh}) Vigil` : 'Vigil'),
} as const;

/** What is said when a screen, or all of the page, could not be drawn. */
export const lifeWords = {
  failed: 'The screens stopped.',
  comesBack: 'The engine goes on auditing. The page loads itself again in a moment.',
  staysAway:
    'The engine goes on auditing, but loading the page again has not helped. Use another workstation.',
  screenFailed: (screen: string) => `The screen ${screen} stopped.`,
  othersGoOn: 'The engine goes on auditing, alarms are still told, and the other screens can be used.',
} as const;

/** The bar at the top. */
export const topBarWords = {
  demo: 'DEMO',
  demoMeans: 'Sample fleet with simulated telemetry. Nothing leaves this machine.',
  screens: 'Screens',
  more: 'More',
  moreHint: 'The other screens',
  commands: 'Commands',
  commandsHint: 'Every command by its name',
  toApprove: (count: number) => `${count} to approve`,
  toApproveHint: 'Messages to other people and machines that wait until somebody else has read them',
  person: 'Who is at this desk',
  nobody: 'Who are you?',
} as const;

type Heartbeat = { readonly at: string; readonly ms: number; readonly failures: number };

/** What the keys at the foot do. */
export const hintWords = {
  move: 'move',
  select: 'select',
  acknowledge: 'acknowledge',
  resolve: 'resolve',
  shelve: 'shelve',
  map: 'map',
  new: 'new',
  play: 'play',
  zoom: 'zoom',
  fit: 'show all',
  back: 'back',
  search: 'search',
  site: 'open the site',
  layout: 'tiles or rows',
  audit: 'audit now',
  metric: 'metrics',
  keys: 'all keys',
} as const;

/** The line at the foot. */
export const footerWords = {
  noRound: (sites: number) => `${counted(sites, 'site')} · no heartbeat round yet`,
  /** `48 sites · last heartbeat round 02:10, 12 ms, 1 failure`. */
  lastRound: (sites: number, { at, ms, failures }: Heartbeat) =>
    `${counted(sites, 'site')} · last heartbeat round ${at}, ${ms} ms${
      failures === 0 ? '' : `, ${counted(failures, 'failure')}`
    }`,
} as const;

/** What an empty feed says. */
export const quietWords = {
  unknown: 'No findings.',
  noSites: 'Nothing is being watched yet.',
  noSitesHow: 'There are no sites. Import a configuration file, and audits begin at once.',
  import: 'Import sites',
  waiting: (sites: number) => `${counted(sites, 'site waits', 'sites wait')} for the first audit.`,
  quiet: 'All quiet.',
  audited: '{sites} audited, last at {at}.',
  sites: (count: number) => counted(count, 'site'),
} as const;
