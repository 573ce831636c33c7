import type { Command } from '../command.ts';

/** Every command, in the order of a first day with Vigil, with what it does. */
export const SUMMARIES = {
  import: 'reads site configuration, runbooks, geofences and calendars from files',
  ingest: 'reads telemetry from files or standard input',
  mappings: 'keeps how the columns of a CSV become telemetry, for ingest --map',
  quarantine: 'lists the telemetry that could not be placed, with the reason',
  keys: 'makes, lists and revokes the keys by which other programs deliver telemetry',
  intake: 'shows or changes how telemetry comes in by HTTP and the drop folder',
  audit: 'audits sites now, or as of an instant',
  replay: 'audits the past under a simulated clock',
  'what-if': 'tries changed settings on what came in, before they are saved',
  sites: 'shows each site: its audits, findings, alerts and what was learned',
  findings: 'lists or counts findings',
  alerts: 'lists alerts',
  ack: 'acknowledges findings',
  resolve: 'resolves findings with a disposition and a note',
  shelve: 'puts findings aside for a time and a reason',
  note: 'writes a note on findings',
  assign: 'gives findings to a colleague',
  baselines: 'learns the normal week, or shows it',
  detect: 'scores the rows of any regular series in a CSV file',
  people: 'lists, makes and changes accounts; signs in and out; turns accounts on and off',
  verify: "checks the database and the audit trail's chain",
  watchdog: 'tells a service elsewhere each minute that Vigil is auditing',
  backup: 'writes a verified copy of the database to a new file',
  restore: 'puts a backup in the place of the database; nothing is deleted',
  archive: 'deletes the events of long ago, and the backups that still hold them',
  retention: 'says or sets for how many days events are kept',
  simulate: 'writes a labelled sample fleet',
  lan: 'lets other workstations of the network use this engine, or no longer',
  attach: 'makes this workstation one of another engine, or gives it its own again',
  host: 'runs the engine and its screens in a browser',
} as const;
export type CommandName = keyof typeof SUMMARIES;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(SUMMARIES, name);

const LOADERS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  import: async () => (await import('./import.ts')).importCommand,
  ingest: async () => (await import('./ingest.ts')).ingestCommand,
  keys: async () => (await import('./keys.ts')).keysCommand,
  intake: async () => (await import('./intake.ts')).intakeCommand,
  mappings: async () => (await import('./mappings.ts')).mappingsCommand,
  quarantine: async () => (await import('./quarantine.ts')).quarantineCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  'what-if': async () => (await import('./what-if.ts')).whatIfCommand,
  sites: async () => (await import('./sites.ts')).sitesCommand,
  findings: async () => (await import('./findings.ts')).findingsCommand,
  alerts: async () => (await import('./alerts.ts')).alertsCommand,
  ack: async () => (await import('./workflow.ts')).ackCommand,
  resolve: async () => (await import('./workflow.ts')).resolveCommand,
  shelve: async () => (await import('./workflow.ts')).shelveCommand,
  note: async () => (await import('./workflow.ts')).noteCommand,
  assign: async () => (await import('./workflow.ts')).assignCommand,
  baselines: async () => (await import('./baselines.ts')).baselinesCommand,
  detect: async () => (await import('./detect.ts')).detectCommand,
  people: async () => (await import('./people.ts')).peopleCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  watchdog: async () => (await import('./watchdog.ts')).watchdogCommand,
  backup: async () => (await import('./keeping.ts')).backupCommand,
  restore: async () => (await import('./keeping.ts')).restoreCommand,
  archive: async () => (await import('./keeping.ts')).archiveCommand,
  retention: async () => (await import('./keeping.ts')).retentionCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  lan: async () => (await import('./lan.ts')).lanCommand,
  attach: async () => (await import('./attach.ts')).attachCommand,
  host: async () => (await import('./host.ts')).hostCommand,
};

/** Loads one command: a start must not pay for the others. */
export const loadCommand = (name: CommandName): Promise<Command> => LOADERS[name]();
