import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** Reports that people read. */
export const reportWords = {
  title: 'Reports',
  kind: 'Report',
  kinds: { handover: 'Shift handover', history: 'Findings', scorecard: 'Scorecard', dashboard: 'Dashboard' },
  since: 'Since',
  hours: (hours: number) => `the last ${counted(hours, 'hour')}`,
  days: (days: number) => `the last ${counted(days, 'day')}`,
  desk: 'Desk',
  allSites: 'all that I may see',
  /** Beside the name of the report of findings. */
  asFiltered: 'as the feed is filtered, resolved ones too',
  make: 'Make it again',
  print: 'Save as PDF',
  csv: 'Save as CSV',
  loading: 'The report is being made',
  printing: 'Setting it in type…',
  failed: 'The report could not be made.',
  keptBefore: 'Below is the one before it.',
  kept: 'Kept reports',
  noneKept: 'None yet. What is kept stays as it was made, and can be signed.',
  keptAt: '{standing}, made {at}',
  entry: (title: string, subject: string) => `${title} · ${subject}`,
  standing: { OPEN: 'to be signed', SIGNED: 'signed', DECLINED: 'sent back' },
  keep: 'Keep and sign',
  keepHint: 'Makes it as of now and keeps it as it is; then names are put under it',
  keeping: 'Keeping it…',
  html: 'Save as page',
  client: 'Client',
  month: 'Month',
  monthName: (month: string) =>
    new Date(`${month}-01T00:00:00Z`).toLocaleDateString(LOCALE, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }),
  chooseClient: 'Choose a client.',
  toSign: 'To be signed:',
  deeds: {
    OUTGOING: 'Sign as outgoing',
    INCOMING: 'Sign as incoming',
    APPROVED: 'Release',
    DECLINED: 'Send back',
  },
  deedMeans: {
    OUTGOING: 'You hand over what this report says. Your name stays under it.',
    INCOMING: 'You take over what this report says. Your name stays under it.',
    APPROVED: 'The report may go to the client. Your name stays under it.',
    DECLINED: 'The report may not go to the client, and is made again.',
  },
  byThemselves: 'By themselves…',
  note: 'Note (optional)',
  why: 'Why',
  page: 'Report',
  nobodyYet: (role: string) => `${role}: not signed yet`,
  signed: (role: string, name: string, at: string) => `${role}: ${name}, ${at}`,
  more: (count: number) => `… and ${count} more.`,
  bar: (value: number, unit: string) => `${value} ${unit}`,
} as const;

/** Sending a released report to its client. */
export const sendingWords = {
  open: 'Send…',
  title: 'Send the report to its client',
  verb: 'Ask for approval',
  action: 'By',
  choose: 'Choose',
  to: 'To (several with commas)',
  as: 'As',
  formats: { pdf: 'PDF', html: 'One page for a browser (HTML)' },
  reason: 'Why?',
  none: 'No action that sends mail is set up. An administrator does that on the screen Actions.',
  sendings: 'What was sent of this report',
  sent: (action: string, to: string, state: string) => `${action} to ${to}: ${state}`,
} as const;

/** Reports that are made by themselves. */
export const scheduleWords = {
  title: 'Reports that are made by themselves',
  means: 'They are kept here like any other, and written as PDF where a folder is named.',
  scorecards: 'On the first of each month, the scorecard of every client, as a draft',
  handovers: 'A shift handover at these hours, on the clock of the installation',
  hoursExample: '6, 14, 22',
  noHours: 'Hours of the day from 0 to 23, with commas between them.',
  folder: 'Folder on the machine of the engine (optional)',
  save: 'Save',
} as const;
