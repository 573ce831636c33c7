import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The screen of what Vigil does outside of itself. */
export const actionScreenWords = {
  title: 'Actions',
  loading: 'the messages',
  failed: 'The messages could not be loaded.',
  kept: 'What is shown is from before.',
  lists: 'Which messages',
  messages: 'Messages',
  opened: 'The message',
  none: 'No messages here.',
  noneHow: {
    WAITING:
      'What somebody asks for about a finding or a report waits here until another person approves it.',
    UNDERWAY: 'What has leave to go and has not arrived yet is here.',
    FAILED: 'What ended without arriving is here until somebody tries it again.',
    ENDED: 'What was sent, declined or taken back is here.',
  },
  stop: 'Stop everything…',
  stopHint:
    'Nothing leaves from now on, and what is on its way is broken off; it may have arrived. What waits goes on when an administrator lets it',
  resume: 'Let messages go again',
  setup: 'Set up…',
  back: 'Messages',
  stoppedBy: (by: string, reason: string) => `Everything is stopped by ${by}: ${reason}`,
  dryRun: 'Dry run: what would go is written down and not sent.',
  gathered: (count: number) => `a storm of ${counted(count, 'finding')}`,
  entry: (action: string, site: string | null, finding: string) =>
    [action, [site, finding].filter(Boolean).join(' ')].join(' · '),
};

export const listWords = {
  WAITING: 'Waiting for approval',
  UNDERWAY: 'On their way',
  FAILED: 'Not arrived',
  ENDED: 'Ended',
};

export const deliveryStateWords = {
  REQUESTED: 'waits for approval',
  QUEUED: 'approved, waits for its turn',
  SENDING: 'on its way',
  SENT: 'arrived',
  DRY_RUN: 'dry run, not sent',
  DEAD: 'not arrived',
  DECLINED: 'declined',
  WITHDRAWN: 'taken back',
  EXPIRED: 'expired',
};

export const messageWords = {
  preview: 'Exactly what will be sent',
  cannot: 'As things are it cannot be sent:',
  about: 'About',
  reason: 'Why',
  asked: 'Asked for by',
  approved: 'Approved by',
  automatic: 'the guard-rails, without a person',
  state: 'State',
  tries: 'Tries',
  last: 'Last try',
  settled: 'Not tried again for',
  next: 'Next try',
  expires: 'Expires',
  note: 'Note',
  key: 'Key',
  isEnd: 'says that the finding is over',
  content: 'Exactly what is sent',
  mailFrom: (from: string) => `From: ${from}`,
  mailTo: (to: string) => `To: ${to}`,
  mailSubject: (subject: string) => `Subject: ${subject}`,
  secret: 'The secret is filled in when it is sent, and shown nowhere.',
  over: (ago: string) => `The finding is over since ${ago}. Still send it?`,
  approve: 'Approve',
  approveOver: 'Send it all the same',
  decline: 'Decline…',
  withdraw: 'Take back…',
  edit: 'Change…',
  retry: 'Try again',
  open: 'Open the finding',
  openReport: 'Open the report',
  files: 'Files that it carries',
  file: (name: string, bytes: number) => `${name}, ${Math.ceil(bytes / 1_024).toLocaleString(LOCALE)} KB`,
  saveFile: 'Save and look',
  hash: (sha256: string) => `SHA-256 ${sha256}`,
  ownMay: 'Somebody else must approve what you asked for or changed.',
};

export const reasonWords = {
  decline: { title: 'Decline the message', verb: 'Decline', label: 'Why not?' },
  withdraw: { title: 'Take the message back', verb: 'Take back', label: 'Why?' },
  stop: { title: 'Stop everything', verb: 'Stop', label: 'What is wrong?' },
};

export const editWords = {
  title: 'Change the message',
  verb: 'Change',
  text: 'What is sent',
  means: 'It must be approved anew, by somebody who wrote no part of it.',
};

export const requestWords = {
  title: 'Do something outside',
  action: 'Action',
  choose: 'Choose',
  reason: 'Why?',
  verb: 'Ask for approval',
  tellsEnd: 'When the finding is over, the receiver is told that too.',
  none: 'No action is set up. An administrator does that on the screen Actions.',
  asked: 'It waits for the approval of somebody else, under Actions.',
};

export const setupWords = {
  actions: 'What may be done',
  none: 'None is set up yet.',
  add: 'Add an action…',
  change: 'Change…',
  test: 'Test…',
  remove: 'Remove',
  removeSure: (title: string) => `Remove ${title}`,
  removeMeans: 'Messages that wait for it do not go any more. What was sent stays told.',
  on: 'on',
  off: 'off',
  columns: ['name', 'what', 'where to', 'secret', 'in runbooks', 'do'],
  secretKept: 'kept',
  secretNone: 'none',
  usedBy: (count: number) => (count === 0 ? 'in none' : counted(count, 'runbook')),
  rails: 'Guard-rails',
  automatic: 'Low-risk runbooks may let actions go without a person',
  dryRun: 'Dry run: write down what would go, send nothing',
  allowed: 'Where messages may go',
  allowedHow:
    'One host a line, with a port if it is not the usual one; add “inside” for a machine in your own network, which may then be reached by http too.',
  save: 'Save',
  noSecrets: 'Secrets:',
};

export const actionTestWords = {
  title: (title: string) => `Test ${title}?`,
  means:
    'One message, marked as a test in every field, goes to where this action goes, by the way of every other: allowed hosts, secret and limits hold. It counts as no delivery and stands in the audit trail.',
  to: 'Where the test goes (telephone number or address)',
  verb: 'Send test',
  again: 'Send another',
  underway: 'On its way…',
  told: (arrived: boolean, outcome: string) =>
    arrived ? `It arrived: ${outcome}.` : `It did not arrive: ${outcome}`,
};

export const actionFormWords = {
  addTitle: 'Add an action',
  changeTitle: (title: string) => `Change ${title}`,
  verb: 'Save',
  kind: 'What it is',
  kinds: { WEBHOOK: 'Webhook', SMS: 'SMS by webhook', TICKET: 'Ticket by webhook', MAIL: 'Mail (SMTP)' },
  name: 'Name in runbooks',
  title: 'Title',
  isOn: 'It may be used',
  cap: 'By itself per site and hour, at most',
  method: 'Method',
  url: 'Address',
  headers: 'Headers, one a line (Name: value)',
  template: 'JSON that is sent',
  resolve: 'JSON when the finding is over (empty: nothing is sent)',
  secret: 'Secret for {{secret}}',
  secretMail: 'Password of the server',
  secretKept: 'one is kept; leave empty to keep it',
  host: 'Mail server',
  port: 'Port',
  security: 'Encryption',
  username: 'User (empty: none)',
  from: 'From',
  to: 'To (several with commas)',
  subject: 'Subject',
  text: 'Text',
  resolveText: 'Text when the finding is over (empty: nothing is sent)',
  fields: 'Fields:',
};
