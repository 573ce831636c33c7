import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The evidence of a finding as it was frozen. */
export const evidenceWords = {
  title: 'Evidence',
  none: 'No evidence was collected: collect_evidence is off for this site.',
  frozen: (at: string) => `frozen ${at}`,
  capture: 'Capture',
  window: 'From {start} to {end}, {when}. SHA-256 {hash}',
  required: 'Evidence that the runbook asks for',
  missing: (why: string | null) => (why === null ? 'missing' : `missing: ${why}`),
  /** The foot of a long table. */
  lastOf: (shown: number, all: number) => `The last ${shown} of ${all.toLocaleString(LOCALE)} are shown.`,
} as const;

/** Who was at the site. */
export const guardWords = {
  title: 'Guards',
  count: (people: number) => counted(people, 'person', 'people'),
  table: 'Guard status',
  nobodyKnown: 'Nobody is known to be at this site.',
  nobodyThere: 'Nobody was there in the window.',
  head: ['person', 'on duty', 'last seen', 'phone', 'last fix', 'device'],
  since: 'since {at}',
  offDuty: 'no',
  active: 'active',
  silent: 'silent',
  battery: (charge: string) => `battery ${charge}`,
  onlyThere: 'Only who was there',
  alsoAbsent: (people: number) => `Show ${people} who were not there`,
} as const;

/** Where people were. */
export const locationWords = {
  title: 'Location history',
  count: (fixes: number) => counted(fixes, 'fix', 'fixes'),
  table: 'Location fixes, newest first',
  none: 'No fix in the window.',
  head: ['time', 'person', 'latitude', 'longitude', 'accuracy'],
  metres: (metres: number) => `${metres} m`,
  within: (accuracy: string) => `± ${accuracy}`,
} as const;

/** The runs of tours. */
export const tourRunWords = {
  title: 'Tours',
  count: (runs: number) => counted(runs, 'run'),
  table: 'Tour runs',
  none: 'No tour in the window.',
  head: ['tour', 'started', 'person', 'checkpoints'],
  notEnded: 'not ended',
  ended: 'to {at}',
  scanned: (share: string) => `${share} scanned`,
  missing: 'missing',
} as const;

/** What became of tasks. */
export const taskWords = {
  title: 'Tasks',
  count: (entries: number) => counted(entries, 'entry', 'entries'),
  table: 'Task entries',
  none: 'No task in the window.',
  head: ['time', 'task', 'state', 'due'],
} as const;

/** Alerts of Vigil and those that it received. */
export const alertWords = {
  title: 'Alerts',
  count: (alerts: number) => counted(alerts, 'alert'),
  table: 'Alert history',
  none: 'No alert in the window.',
  head: ['time', 'severity', 'type', 'origin'],
  own: 'Vigil',
  received: 'received',
} as const;

/** How many events of each signal there were. */
export const signalWords = {
  title: 'Signals in the window',
  minutes: (minutes: number) => `${minutes} min`,
  table: 'Events per signal',
  none: 'No signal was counted.',
  head: ['signal', 'events'],
} as const;
