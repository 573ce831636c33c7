import type { FindingCadence } from '#core/model/finding.ts';

/** What the pane of a finding says. */
export const findingWords = {
  pane: 'Finding',
  none: 'No finding is chosen.',
  chooseOne: 'Choose one from the feed with j and k.',
  back: 'Back to the feed',
  notLoaded: 'The finding could not be loaded.',
  lastKnown: 'Below is what was last known.',
  loading: 'Loading the finding',
  shelved: 'Shelved',
  cleared: 'cleared',
  archived: ' · in the archive',
  instructions: 'Instructions of the site',
} as const;

/** When a capture of evidence was made, as the end of a sentence. */
export const CAPTURE_WHEN = {
  OPENED: 'when the finding was opened',
  ESCALATED: 'when the finding was escalated',
  LATE_DATA: 'with what came late',
  BY_HAND: 'when its tour was completed by hand',
  RESOLVED: 'when the finding was resolved',
} as const;

/** A run in the list of tours that no device told of. */
export const MANUAL_TOUR = {
  status: 'completed by hand',
  /** No device told when it began: only when it was to begin is known. */
  planned: 'planned {at}',
  done: 'done {at}',
  noted: (by: string) => `noted by ${by}`,
} as const;

/** The buttons above the facts, and what each does in a sentence. */
export const toolbarWords = {
  name: 'What to do about it',
  acknowledge: { label: 'Acknowledge', hint: 'Say that you are on it' },
  acknowledgeAgain: { label: 'Acknowledge again', hint: 'Say that you are still on it' },
  resolve: { label: 'Resolve', hint: 'Say what it was, and close it' },
  amend: { label: 'Amend', hint: 'Say what it really was: both are kept, the last one counts' },
  normal: { label: 'This was normal', hint: 'Have it learned as it was, and close it as benign' },
  shelve: { label: 'Shelve', hint: 'Put it aside for a time, with a reason' },
  unshelve: { label: 'Unshelve', hint: 'Bring it back to the feed now' },
  note: { label: 'Note', hint: 'Write something down about it' },
  call: { label: 'Call', hint: 'See whom to call, and write down what came of it' },
  more: 'More',
} as const;

/** Why it fired. */
export const whyWords = {
  name: 'Why',
  asOf: 'as of {at}, {age} ago',
  lastSign: 'Last sign of life {age} ago.',
  clearsWhen: (what: string) => `Clears when: ${what}`,
  measured: 'measured',
  value: 'value',
  limit: 'limit',
  setAt: 'set at',
} as const;

/** Who has it, and what was decided. */
export const standingWords = {
  name: 'Where it stands',
  owner: 'Owner',
  nobody: 'nobody yet',
  somebody: 'somebody',
  given: '{who}, given at {at}',
  acknowledged: 'Acknowledged',
  acknowledgedBy: 'by {who} at {at}',
  lapsesIn: 'lapses in {left}',
  untilResolved: 'until it is resolved',
  shelved: 'Shelved',
  shelvedBy: 'by {who} until {at}: {why}',
  escalated: 'Escalated',
  escalatedAt: 'at {at}',
  resolved: 'Resolved',
  resolvedBy: 'by {who} at {at}',
  because: '{what}: {note}',
} as const;

/** The facts in short. */
export const factWords = {
  severity: 'severity',
  trueSince: 'true since',
  detected: 'detected',
  detectedHow: '{at}, {delay} later, {by}',
  seen: 'seen',
  seenTimes: (times: number) => `${times}×`,
  seenLast: '{times}, last {at}',
  since: '{at} ({age})',
  client: 'client',
  subject: 'subject',
  cleared: 'cleared',
  id: 'id',
} as const;

/** What brought it up at once where no audit did. */
export const receivedWords = { person: 'by a person', asReceived: 'as it was received' } as const;

/** What detected it. */
export const detectorWords: Readonly<Record<FindingCadence, string>> = {
  HEARTBEAT: 'by the heartbeat audit',
  COMPREHENSIVE: 'by the comprehensive audit',
  DEEP: 'by the deep audit',
  TIMER: 'by its timer',
};

/** The checklist. */
export const runbookWords = {
  title: 'Runbook',
  titled: (title: string) => `Runbook · ${title}`,
  none: 'No runbook is linked to this type of finding.',
  done: (done: number, steps: number) => `${done} of ${steps} done`,
  sla: 'SLA',
  left: 'left',
  late: 'late',
  sinceDetected: 'since detected',
  sinceAcknowledged: 'since acknowledged',
  tookInAll: 'from detection to resolution',
  pinned: (version: number) => `Version ${version}, as it was when this opened.`,
  newer: (version: number) => `There is a version ${version} by now.`,
  needsNote: 'needs a note',
  expected: (minutes: number) => `${minutes} min`,
  running: '{age} of {expected}',
  runningFreely: '{age}',
  took: (span: string) => `took ${span}`,
  doneBy: '{who} at {at}',
  step: (number: number, text: string) => `Step ${number}: ${text}`,
  noteFor: (number: number) => `Note for step ${number}`,
  tick: 'Tick',
  ticked: (number: number) => `Step ${number} ticked.`,
  unticked: (number: number) => `Step ${number} is open again.`,
  notTicked: (why: string) => `Not ticked: ${why}`,
  allDone: 'Every step of the runbook is ticked.',
  nothingToTick: 'There is no step to tick.',
} as const;

/** To whom it goes while nobody acknowledges it. */
export const escalationWords = {
  title: 'Escalation',
  next: {
    NEXT: (role: string) => `unacknowledged, goes to ${role} in`,
    WAITED: (role: string) => `quiet hours end, goes to ${role} in`,
    AGAIN: (role: string) => `told again: ${role} in`,
  },
  waits: (role: string) => `${role} has quiet hours`,
  until: 'until {at}',
  after: 'then',
  /** `area manager at +15 min, director at +45 min`, from the first. */
  chain: (steps: readonly (readonly [role: string, minutes: number])[]) =>
    steps.map(([role, minutes]) => `${role} at +${minutes} min`).join(', '),
  again: 'told again',
  everyMinutes: (minutes: number) => `every ${minutes} min until it is acknowledged`,
  told: 'Who was told, the last first',
  toldCount: (count: number) => (count === 1 ? 'told once' : `told ${count} times`),
  times: (times: number) => `time ${times},`,
  onDesk: 'on the desk alone: nobody with an action stands behind the role here',
  /** `send sms to Nia: arrived`. */
  message: (action: string, to: string | null, state: string, why: string | null) =>
    `${action}${to === null ? '' : ` to ${to}`}: ${state}${why === null ? '' : ` (${why})`}`,
} as const;

/** What was or is to be done outside about it. */
export const outsideWords = { title: 'Actions outside' } as const;

export const messageKindWords = {
  TRIGGER: '',
  ESCALATION: '',
  RESOLVE: 'says that it is over,',
  DIGEST: 'among many,',
  REPORT: '',
} as const;

/** Who was sent. */
export const dispatchWords = {
  title: 'Dispatches',
  sent: 'sent {at} by {by}',
  onTheWay: 'on the way for {age}',
  arrived: 'arrived {at}, after {span}',
  calledOff: 'called off {at}: {why}',
  arrivedNow: 'Arrived',
  arrivedHint: 'Write down that they are there now',
  callOff: 'Call off',
  callOffHint: 'Call them back, with a reason',
} as const;

/** Whom to call, and what the site says to do. */
export const contactWords = {
  title: 'Contacts & instructions',
  nothing: 'The site has neither contacts nor instructions. They come with its configuration.',
  people: 'People of the site',
  site: 'Contacts',
  escalation: 'Escalation',
  show: (count: number) => `Who to call (${count})`,
  name: 'name',
  role: 'role',
  phone: 'phone',
  hours: 'hours',
  onDuty: 'on duty',
  unknown: '—',
} as const;

/** Other findings. */
export const relatedWords = {
  title: 'Related findings',
  parent: 'it is part of',
  child: 'part of it',
  'same subject': 'same subject',
  'same person': 'same person',
  'same site': 'same site',
  showAll: (count: number) => `Show all ${count}`,
} as const;
