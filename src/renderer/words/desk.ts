import type { CallOutcome } from '#core/model/desk.ts';
import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** What the dialogs of the desk are called, as verbs. */
export const deskTitles = {
  note: 'Write a note',
  give: 'Give to a colleague',
  handOver: 'Hand over',
  escalate: 'Escalate now',
  call: 'Call made',
  dispatch: 'Dispatch',
  callOff: 'Call off',
  /** A dialog about several: `Escalate now: 3 findings`. */
  several: (title: string, count: number) => `${title}: ${counted(count, 'finding')}`,
} as const;

/** The same under More and in the palette, each in a sentence. */
export const deskActionWords = {
  note: { label: 'Write a note', hint: 'Write something down about it' },
  call: { label: 'Call made', hint: 'See whom to call, and write down what came of it' },
  give: { label: 'Give to a colleague', hint: 'Say who sees to it; it stays unacknowledged until they do' },
  act: {
    label: 'Act outside',
    hint: 'Ask for an SMS, a ticket, a mail or another action; somebody else approves what is sent',
  },
  dispatch: { label: 'Dispatch', hint: 'Write down who was sent, and when they arrived' },
  escalate: {
    label: 'Escalate now',
    hint: 'To the role that its runbook names, without waiting for the SLA',
  },
  export: {
    label: 'Export with evidence',
    hint: 'Seal it with its evidence into one file, whole or without who and where',
  },
  addToCase: {
    label: 'Add to a case',
    hint: 'Keep it together with other findings and bundles, with your notes',
  },
  tick: { label: 'Tick the next step', hint: 'Of the runbook, with a note where it needs one' },
} as const;

export const noteWords = {
  field: 'What is there to say? It is kept in the audit trail.',
  send: 'Write it down',
} as const;

export const giveWords = {
  field: 'To whom?',
  me: 'Me',
  nobody: 'Nobody',
  note: 'Anything they should know? (optional)',
  send: 'Give',
  hint: 'Being given a finding acknowledges nothing.',
} as const;

/** What one sees to goes to a colleague or a role, as at the end of a shift. */
export const handOverWords = {
  list: 'What you see to',
  loading: 'Looking what you see to',
  failed: (why: string) => `What you see to could not be loaded: ${why}`,
  none: 'You see to no open finding.',
  all: (count: number) => `All ${counted(count, 'finding')}`,
  more: (count: number) => `and ${count.toLocaleString(LOCALE)} more, which go with them`,
  some: (chosen: number, total: number) => `${chosen} of ${counted(total, 'finding')}`,
  to: 'To whom?',
  toEmpty: 'Choose…',
  role: (role: string) => `Whoever of ${role} takes it`,
  other: 'Somebody else…',
  otherName: 'Who? A name.',
  note: 'What must they know? It stands in the handover of the shift.',
  send: 'Hand over',
  hint: 'It stays acknowledged, and its clocks go on. What goes to a role waits above the feed until somebody takes it.',
} as const;

/** Asked of whoever leaves this seat. */
export const ownedWords = {
  owned: (count: number) => `You see to ${counted(count, 'open finding')}.`,
  keeps: 'They stay yours unless you hand them over first.',
  handOver: 'Hand over…',
} as const;

export const escalateWords = {
  to: (role: string) => `It goes to: ${role}.`,
  field: 'Why now?',
  send: 'Escalate',
  hint: 'People hear of it again, and the evidence of this moment is kept.',
} as const;

export const callOutcomeWords: Readonly<Record<CallOutcome, string>> = {
  REACHED: 'Reached',
  NO_ANSWER: 'No answer',
  BUSY: 'Busy',
  WRONG_NUMBER: 'Wrong number',
};

export const callWords = {
  who: 'Who was called?',
  other: 'Somebody else',
  otherName: 'Who? A code, a role or a name.',
  onDuty: 'on duty',
  noPhone: 'no number',
  outcome: 'What came of it?',
  note: 'What was said? (optional)',
  send: 'Write down the call',
  instructions: 'What the site says to do',
  loading: 'Looking up the contacts',
  loadFailed: (why: string) => `The contacts could not be loaded: ${why}`,
} as const;

export const sendWords = {
  who: 'Who was sent?',
  when: 'When, in site time? Empty: now.',
  whenExample: 'as 02:14',
  whenWrong: 'A time of the last 24 hours, such as 02:14.',
  note: 'Anything else? (optional)',
  send: 'Write it down',
  open: 'On the way',
  arrivedAt: (who: string) => `When did ${who} arrive?`,
  arrivedWrong: 'A time since they were sent, such as 02:14.',
} as const;

export const callOffWords = {
  field: (who: string) => `Why is ${who} called off?`,
  send: 'Call off',
} as const;

/** What became of it. */
export const deskOutcomeWords = {
  noted: 'given a note',
  given: (to: string) => `given to ${to}`,
  handedOver: (to: string) => `handed over to ${to}`,
  takenBack: 'taken back',
  escalated: 'escalated',
  called: (who: string) => `The call to ${who} is written down.`,
  sent: (who: string) => `${who} is on the way.`,
  arrived: 'The arrival is written down.',
  calledOff: (who: string) => `${who} is called off.`,
  failed: (why: string) => `Not done: ${why}`,
  done: (count: number, done: string, refused: number) =>
    `${counted(count, 'finding')} ${done}${refused === 0 ? '' : `, ${refused} refused`}.`,
  nothing: (done: string) => `Nothing was ${done}.`,
} as const;
