import { counted, inWords } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The calendar of maintenance windows. */
export const MAINTENANCE = {
  title: 'Maintenance',
  note: 'Findings are held back while a window holds, and recorded; calls for help and lone workers never are.',
  loading: 'Loading the calendar',
  failed: 'The calendar could not be loaded.',
  kept: 'Below is what was last known.',
  none: 'No maintenance is planned.',
  view: 'View',
  views: { week: 'Week', month: 'Four weeks' },
  previous: 'Earlier',
  next: 'Later',
  today: 'Today',
  grid: 'Calendar',
  list: 'Windows',
  startNow: 'Start now',
  place: (scope: string, code: string) => `${inWords(scope)} ${code}`,
  inGrid: (start: string, end: string) => `${start}–${end} UTC`,
  head: {
    place: 'place',
    reason: 'reason',
    kind: 'kind',
    next: 'next or now',
    utc: 'UTC',
    sites: 'sites',
    held: 'held back',
  },
  kind: { ABSOLUTE: 'once', WEEKLY: 'every week', RECURRING: 'by calendar rule' },
  notInSpan: 'not in these days',
  siteTime: (start: string, end: string, zone: string) => `${start} to ${end} (${zone})`,
  clockChanges: 'shorter this time: the clocks change in it',
  overlaps: (reason: string) => `overlaps with ${reason}`,
  sites: (count: number) => count.toLocaleString(LOCALE),
  held: (count: number) => counted(count, 'breach', 'breaches'),
  end: 'End now',
  takeAway: 'Take away',
  change: 'Change',
  of: (what: string, reason: string) => `${what}: ${reason}`,
} as const;

export const START = {
  title: 'Start maintenance now',
  place: 'Tenant, client or site',
  minutes: 'For how many minutes',
  reason: 'Reason',
  start: 'Start',
  scope: { TENANT: 'Tenant', CLIENT: 'Client', SITE: 'Site' },
} as const;
