import type { Weekday } from '#core/model/audit-config.ts';

const WORK_WEEK: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI'];
const WEEKEND: readonly Weekday[] = ['SAT', 'SUN'];
export const EVERY_DAY: readonly Weekday[] = [...WORK_WEEK, ...WEEKEND];

/** A post that is filled on some days of the week; `guards` people stand on it at once. */
export type Post = {
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
  readonly guards: number;
};
export type TourPlan = {
  readonly code: string;
  readonly name: string;
  readonly mandatory: boolean;
  readonly days: readonly Weekday[];
  readonly at: readonly string[];
};

/** How one kind of site is guarded. */
export type SiteKind = {
  readonly name: string;
  readonly posts: readonly Post[];
  /** null: watched around the clock. */
  readonly active: { readonly days: readonly Weekday[]; readonly start: string; readonly end: string } | null;
  readonly tours: readonly TourPlan[];
  /** Minutes between check-ins and grace, where guards work alone. */
  readonly loneWorker: readonly [checkIn: number, grace: number] | null;
  readonly hasDoors: boolean;
  readonly hasMaintenance: boolean;
};

const perimeter = (days: readonly Weekday[], ...at: string[]): TourPlan => ({
  code: 'T-1',
  name: 'Perimeter',
  mandatory: true,
  days,
  at,
});
const inside = (mandatory: boolean, days: readonly Weekday[], ...at: string[]): TourPlan => ({
  code: 'T-2',
  name: 'Inside',
  mandatory,
  days,
  at,
});

/**
 * Tours lie an hour or more from every change of shift and outside the hours of maintenance (09:15 to 12:15), so that
 * what happens to one of them has one cause.
 */
export const SITE_KINDS = {
  mall: {
    name: 'Mall',
    posts: [
      { days: WORK_WEEK, start: '06:00', end: '14:00', guards: 2 },
      { days: WORK_WEEK, start: '14:00', end: '22:00', guards: 2 },
      { days: WORK_WEEK, start: '22:00', end: '06:00', guards: 2 },
      { days: WEEKEND, start: '06:00', end: '14:00', guards: 2 },
      { days: WEEKEND, start: '14:00', end: '22:00', guards: 1 },
      { days: WEEKEND, start: '22:00', end: '06:00', guards: 1 },
    ],
    active: null,
    tours: [perimeter(EVERY_DAY, '23:15', '04:00'), inside(true, EVERY_DAY, '16:00')],
    loneWorker: null,
    hasDoors: true,
    hasMaintenance: true,
  },
  depot: {
    name: 'Depot',
    posts: [
      { days: ['MON', 'TUE', 'WED', 'THU'], start: '20:00', end: '06:00', guards: 1 },
      { days: ['FRI', 'SAT', 'SUN'], start: '20:00', end: '06:00', guards: 1 },
    ],
    active: { days: EVERY_DAY, start: '20:00', end: '06:00' },
    tours: [perimeter(EVERY_DAY, '22:00', '03:30'), inside(false, EVERY_DAY, '01:00')],
    loneWorker: [30, 3],
    hasDoors: false,
    hasMaintenance: false,
  },
  office: {
    name: 'Offices',
    posts: [{ days: WORK_WEEK, start: '07:00', end: '19:00', guards: 2 }],
    active: { days: WORK_WEEK, start: '07:00', end: '19:00' },
    tours: [perimeter(WORK_WEEK, '08:15'), inside(false, WORK_WEEK, '15:00')],
    loneWorker: null,
    hasDoors: true,
    hasMaintenance: false,
  },
  substation: {
    name: 'Substation',
    posts: [
      { days: EVERY_DAY, start: '07:00', end: '19:00', guards: 1 },
      { days: EVERY_DAY, start: '19:00', end: '07:00', guards: 1 },
    ],
    active: null,
    tours: [perimeter(EVERY_DAY, '21:00', '03:00'), inside(true, EVERY_DAY, '14:30')],
    loneWorker: [40, 5],
    hasDoors: false,
    hasMaintenance: true,
  },
} as const satisfies Record<string, SiteKind>;

const { mall, depot, office, substation } = SITE_KINDS;

/** The order in which kinds are dealt out: of 20 sites 8 malls, 5 depots, 4 offices and 3 substations. */
export const KINDS_IN_ORDER: readonly SiteKind[] = [
  ...[mall, depot, mall, office, substation, mall, depot, mall, office, depot],
  ...[mall, substation, mall, office, depot, mall, substation, mall, depot, office],
];
