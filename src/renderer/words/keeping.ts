import { counted, personName } from './codes.ts';
import { LOCALE } from './measures.ts';

const number = (value: number): string => value.toLocaleString(LOCALE);

/** What is kept, for how long, and where. */
export const keepingWords = {
  title: 'Keeping',
  reload: 'Load again',
  loading: 'what is kept',
  failed: 'What is kept could not be loaded',
  never: 'never yet',
  unknown: 'not known',
} as const;

export const retentionWords = {
  title: 'For how long',
  table: 'Kinds of data and how long each is kept',
  heads: ['what', 'kept for', 'set', 'goes next: before', 'rows'],
  unknown: 'not known',
  goes: ({ count, more }: { count: number; more: boolean }) => `${more ? 'over ' : ''}${number(count)}`,
  events: 'Events, positions, work, absences, lines in quarantine',
  details:
    'Who and where of a finding: evidence, dispatches, messages, what the trail keeps beside its chain',
  messages: 'Mails that carried a report, with their files',
  counters: 'Counters, of which the learned week is made',
  findings: 'Findings',
  trail: 'Audit trail: who did what and when, as a chain',
  cases: 'Cases with their notes',
  reports: 'Kept reports with the names under them',
  written: 'Notes on findings, reasons, versions of the configuration',
  backups: 'Backups',
  days: (count: number) => counted(count, 'day'),
  afterResolved: (count: number) => `${counted(count, 'day')} after it was resolved`,
  afterClosed: (count: number) => `${counted(count, 'day')} after it was closed`,
  archived: 'for good; 90 days after it was resolved in the archive',
  forGood: 'for good',
  backupsFor: 'one of each of 24 hours, and of each of 14 days',
  usual: 'as shipped',
  setBy: (who: string) => `by ${personName(who)}`,
  fixed: 'fixed',
  change: 'Change…',
  changeTitle: 'For how long things are kept',
  changeMeans:
    'What is older goes in the next night, from the archive too. Backups have it for up to 14 days more.',
  daysField: 'Events: days (30 to 3650)',
  evidenceField: 'Who and where of a finding: days after it was resolved (30 to 3650)',
  casesField: 'Cases: days after they were closed (30 to 3650)',
  reportsField: 'Kept reports: days (30 to 3650)',
  save: 'Keep them so long',
} as const;

export const purgeWords = {
  title: 'What was deleted last',
  last: 'Last night of deletion',
  next: 'Next one',
  events: 'Events',
  others: 'Other rows',
  details: 'Rows about findings',
  problems: 'Trouble',
  count: number,
} as const;

export const holdWords = {
  title: 'Legal holds',
  table: 'Legal holds: what is not deleted, however old',
  heads: ['what', 'because', 'by', 'since', 'lift'],
  kind: { FINDING: 'Finding', PERSON: 'Person', SITE: 'Site' },
  holds: {
    FINDING: 'the finding, with its evidence and messages',
    PERSON: 'findings about that person, and everything of the sites that list the person',
    SITE: 'everything of the site',
  },
  none: 'Nothing is held: what is old enough goes.',
  place: 'Place a hold…',
  placeTitle: 'Place a legal hold',
  kindField: 'What is it about?',
  code: { FINDING: 'Its id, as F-…', PERSON: 'The code of the person', SITE: 'The code of the site' },
  because: 'Why? It stands in the audit trail.',
  placeVerb: 'Hold it',
  lift: 'Lift…',
  liftName: (what: string) => `Lift the hold on ${what}`,
  liftTitle: (what: string) => `Lift the hold on ${what}`,
  liftMeans: 'What it kept and is old enough goes in the next night.',
  liftVerb: 'Lift it',
} as const;

export const archiveWords = {
  title: 'Archive',
  findings: 'Findings',
  reach: 'Detected',
  reachOf: '{from} to {to}',
  none: 'Nothing has been archived yet: findings go there 90 days after they were resolved.',
  lastMove: 'Last move',
  moved: (count: number) => ` (${counted(count, 'finding')})`,
  size: 'Size',
  bytes: (bytes: number) => `${number(Math.ceil(bytes / 1_000_000))} MB`,
  next: 'Next one',
  search: 'Search the archive',
  unreadable: (why: string) => `It cannot be read: ${why}`,
} as const;

export const backupWords = {
  title: 'Backups',
  last: 'Last whole one',
  verified: 'Checked in full',
  size: (bytes: number) => `(${number(Math.ceil(bytes / 1_000_000))} MB)`,
  kept: 'Kept',
  next: 'Next one',
  drill: 'Last restore drill',
  drillNext: 'Next restore drill',
  outcome: (problems: string | null) => `: ${problems || 'fine'}`,
  none: 'There is none that is whole.',
} as const;
