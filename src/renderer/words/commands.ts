/** The groups in which commands are listed under `?`, in that order. */
export const groupWords = {
  findings: 'Findings',
  feed: 'Feed',
  fleet: 'Fleet',
  goTo: 'Go to',
  screen: 'Screen',
} as const;

/** What each command is called, in the palette and under `?`. */
export const commandWords = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
  amend: 'Amend what it was',
  shelve: 'Shelve',
  normal: 'This was normal',
  note: 'Write a note',
  call: 'Call made: contacts and instructions',
  give: 'Give to a colleague',
  handOver: 'Hand over what is mine, or what is selected of it',
  dispatch: 'Dispatch',
  export: 'Export with its evidence, sealed',
  addToCase: 'Add to a case, with other findings and bundles',
  act: 'Act outside (SMS, ticket, mail)',
  escalate: 'Escalate now',
  tick: 'Tick the next step of the runbook',
  tourByHand: 'Complete a tour by hand',
  absence: 'Note an absence or a relief',
  moreTime: 'Give a lone worker more time',
  report: 'Report a finding',
  undo: 'Undo',
  openFinding: 'Open the finding',
  mapOfFinding: 'Map of the finding, or of the site',
  playTrail: 'Play the trail',

  next: 'Next finding',
  previous: 'Previous finding',
  select: 'Select',
  selectDown: 'Select on the way down',
  selectUp: 'Select on the way up',
  selectAll: 'Select all that are loaded',
  showNew: 'Show what is new',
  search: 'Search',
  views: 'Views of the feed',
  back: 'Back to the feed, clear the selection',
  everythingOpen: 'Everything open',
  onlyCritical: 'Only critical',
  shelved: 'Shelved findings',
  suppressed: 'What maintenance holds back',
  grouping: {
    none: 'Feed: ungrouped',
    parent: 'Feed: grouped by cause',
    site: 'Feed: grouped by site',
  },
  resolved: 'Resolved findings',
  archived: 'Findings in the archive',

  fleetLayout: 'Fleet as tiles or as rows',
  auditNow: 'Audit the site now',
  openWall: 'Open wall board',
  siteSettings: 'Settings of the site',
  onlyNotNormal: 'Only sites that are not normal',

  whatIf: 'What if: try changed settings on the last days',
  import: 'Import',
  palette: 'Commands',
  settings: 'Settings',
  about: 'About Vigil: version, build and licences',
  keys: 'All keys',
  sound: 'Mute the sound, or turn it on',
  testNotices: 'Test sound and notices',
  nextTheme: 'Next theme',
  themes: {
    system: 'Theme: system',
    dark: 'Theme: dark',
    light: 'Theme: light',
    contrast: 'Theme: contrast',
  },
  desks: 'Desks: accept or take one, hand over',
  allDesks: 'Desks: who is where',
  person: 'Who is at this desk',
  lock: 'Lock the screen',
  workstations: 'Workstations on the network',
  accounts: 'People and accounts',
  pageOf: (code: string, name: string) => `Site page of ${code} ${name}`,
  auditOf: (code: string, name: string) => `Audit now ${code} ${name}`,
  findingsOf: (code: string, name: string) => `Findings of ${code} ${name}`,
  planOf: (code: string, name: string) => `Site plan of ${code} ${name}`,
  settingsOf: (code: string, name: string) => `Settings of ${code} ${name}`,
  baselinesOf: (code: string, name: string) => `Baselines of ${code} ${name}`,
} as const;

/** What is printed on the keys that have no letter. */
export const keyWords = {
  escape: 'Esc',
  enter: '↵',
  withControl: (key: string) => `Ctrl ${key}`,
  withShift: (key: string) => `Shift ${key}`,
} as const;

/** What the standard calls keys that are printed otherwise, for `aria-keyshortcuts`. */
export const ariaKeyWords = { Ctrl: 'Control', Esc: 'Escape', '↵': 'Enter' } as const;

/** Every command by its name. */
export const paletteWords = {
  title: 'Commands',
  field: 'Command',
  ask: 'What do you want to do?',
  none: 'No command of that name.',
} as const;

/** Every key and what it does. */
export const keysDialogWords = {
  title: 'Keys',
  note: 'In the list the arrow keys, Page Up and Down, Home and End move too; → and ← unfold and fold what a finding explains. On the baselines the arrow keys lead through the metrics, the week and along the series, wherever the focus is.',
} as const;
