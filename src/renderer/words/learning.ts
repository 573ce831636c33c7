import { counted } from './codes.ts';

/** The questions about learning: from how many days again, and which day without. */
export const learningDialogWords = {
  cancel: 'Cancel',
  leave: 'Close, it goes on',
  busy: 'Learning…',
  learn: (site: string) => `Learn ${site} again`,
  learnMeans:
    'Forgets what was learned of this site and learns it anew from the events that are stored. The events stay; scores of the past are counted again.',
  learnVerb: 'Learn again',
  days: (most: number) => `From the last days (${most} at most). All hours are stable after about 30.`,
  leaveOut: (site: string) => `Leave a day of ${site} out`,
  leaveOutMeans: 'The site is then learned anew without that day. You can take it in again at any time.',
  leaveOutVerb: 'Leave out',
  date: "Which day, by the site's own calendar?",
  reason: 'What was different? It is kept in the audit trail.',
} as const;

/** How far a learning phase is, and what it came to. */
export const learningStatusWords = {
  busy: (what: string) => `${what}…`,
  busyAt: (what: string, done: number, total: number) => `${what}… ${done} of ${total}`,
  again: (site: string) => `Learning ${site} again`,
  without: (day: string) => `Learning without ${day}`,
  withAgain: (day: string) => `Learning with ${day} again`,
  notLearned: (site: string, why: string) => `${site} was not learned: ${why}`,
  nothingStored: (site: string) => `${site} learned again: nothing is stored of those days.`,
  learned: (site: string, cells: number) =>
    `${site} learned again: ${counted(cells, 'cell')}, all metrics together.`,
  leftOut: (site: string, day: string) => `${day} is left out of the learning of ${site}.`,
  takenIn: (day: string) => `${day} is learned again.`,
  stillLeftOut: (day: string, why: string) => `${day} is still left out: ${why}`,
  /** What the audit trail keeps of a day that is taken in again. */
  takenInReason: (reason: string) => `Taken in again. It was left out because: ${reason}`,
  undo: 'Undo',
  undoHint: 'Take it back',
  dismiss: 'Dismiss',
} as const;
