import type { TourStartDto } from '#contract/duty.ts';
import { counted } from './codes.ts';

/** What was done, for everybody who looks: codes only. */
export const dutyOutcomes = {
  tour: (tour: string) => `Tour ${tour} is completed by hand.`,
  absence: (person: string) => `${person} is noted as absent.`,
  withdrawn: (person: string) => `The absence of ${person} is withdrawn.`,
  extended: (person: string, minutes: number) => `${person} has ${counted(minutes, 'minute')} more.`,
} as const;

/** What the dialogs of the desk have in common. */
export const dutyWords = {
  loading: (site: string) => `the people and tours of ${site}`,
  notLoaded: 'The people and tours of the site could not be loaded.',
  reason: 'How do you know? It is kept in the audit trail.',
  choose: 'Choose…',
  person: (code: string, name: string) => `${code} ${name}`,
  /** How a time may be written. */
  timeHint: 'as 02:14, or 2026-11-20 02:14',
  noTime: 'That is no time on the clocks of the site.',
} as const;

/** A tour completed by hand. */
export const tourWords = {
  title: 'Complete a tour by hand',
  verb: 'Complete by hand',
  hint: 'Account for a tour that no device told of',
  which: 'Which start?',
  choice: (tour: string, at: string, state: string) => `${tour} ${at} · ${state}`,
  none: 'Every tour of the last 26 hours is accounted for.',
  who: 'Who walked it?',
  unknown: 'Not known',
  when: (zone: string) => `When was it completed (${zone})?`,
  future: 'That is in the future.',
  early: 'That is before its start.',
  now: 'Now',
  ago: (minutes: number) => `${minutes} min ago`,
  marked: 'It is marked as made by hand everywhere, with your name and the reason.',
} as const;

/** What became of a scheduled start. */
export const TOUR_STATE_WORD: Readonly<Record<TourStartDto['state'], string>> = {
  COMPLETED: 'completed',
  BY_HAND: 'completed by hand',
  INCOMPLETE: 'incomplete',
  OVERDUE: 'overdue',
  OPEN: 'not due yet',
};

/** An absence, and who stands in. */
export const absenceWords = {
  title: 'Note an absence or a relief',
  verb: 'Note the absence',
  hint: 'Somebody is not to be expected, and who stands in',
  who: 'Who is absent?',
  from: (zone: string) => `From (${zone})`,
  until: (zone: string) => `Until (${zone})`,
  relief: 'Who stands in?',
  nobody: 'Nobody',
  order: 'It must end after it begins.',
  long: 'It may last 31 days at most.',
  past: 'It may begin a day ago at most.',
  known: 'Noted already',
  /** On the page of a site. */
  ofSite: {
    title: 'Absences, now and to come',
    none: 'No absence is noted.',
    note: 'Note an absence',
    failed: (reason: string) => `The absences could not be loaded: ${reason}`,
  },
  running: (what: string) => `${what}, absent now`,
  spanned: (person: string, from: string, until: string) => `${person} from ${from} until ${until}`,
  relieved: (span: string, relief: string) => `${span}, ${relief} stands in`,
  withdraw: 'Withdraw',
  withdrawWhat: (what: string) => `Withdraw the absence of ${what}`,
  withdrawMeans: (what: string) => `${what}: expected again from now on.`,
} as const;

/** More time for a lone worker. */
export const extensionWords = {
  title: 'Give a lone worker more time',
  verb: 'Give the time',
  hint: 'You spoke with a lone worker: no check-in is owed for a while',
  who: 'With whom did you speak?',
  none: (site: string) => `Nobody at ${site} has a lone-worker timer.`,
  minutes: 'Minutes (240 at most)',
  quick: (minutes: number) => `${minutes} min`,
  until: (clock: string) => `No check-in is owed until ${clock}. It never shortens what is left.`,
} as const;
