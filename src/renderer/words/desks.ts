import { counted } from './codes.ts';

/** Desks: which sites they watch, who is there, and how they go from one person to the next. */
export const deskWords = {
  title: 'Desks',
  explained:
    'A desk’s alarms sound on the screen of whoever holds it. While nobody is there they sound everywhere.',
  off: 'There are no desks: every alarm sounds on every screen.',
  offAccounts: 'Accounts are off: every alarm sounds on every screen. Desks need people who sign in.',
  offHow: 'An administrator makes desks here.',
  loading: 'Desks',
  table: 'Desks',
  desk: 'Desk',
  holder: 'Who is there',
  sites: 'Sites',
  open: 'Open',
  alarms: 'Alarms',
  actions: 'Actions',
  holdsSince: (name: string) => `${name} since`,
  away: (name: string) => `Nobody: ${name} is away`,
  nobody: 'Nobody',
  youSince: 'You since',
  alarmsOf: (alarms: number, critical: number) =>
    critical === 0 ? `${alarms}` : `${alarms}, ${critical} CRITICAL`,
  take: 'Take',
  takeNamed: (name: string) => `Take desk ${name}`,
  putDown: 'Put down',
  putDownNamed: (name: string) => `Put down desk ${name}`,
  change: 'Change',
  changeNamed: (name: string) => `Change desk ${name}`,
  add: 'Add a desk',
  remove: 'Remove…',
  removeSure: 'Remove it: its alarms sound everywhere then',
  save: 'Save the desk',
  cancel: 'Cancel',
  code: 'Code (letters and digits)',
  name: 'Name',
  places: 'Sites (tenants, TENANT/CLIENT, TENANT#GROUP, or sites, separated by commas)',
  holders: 'Held by (accounts, separated by commas; empty: any operator who sees all of it)',
  handOver: 'Hand over',
  to: 'To',
  toEmpty: 'Choose who',
  isHere: (name: string) => `${name} (signed in)`,
  note: 'What the next one must know',
  secret: 'Their PIN or password, if they stand here: they are signed in at this screen',
  going: (desks: string, open: number) => `${desks}, with ${counted(open, 'open finding')}.`,
  goingOwn: 'What is given to you there, or acknowledged by you, goes along.',
  offer: 'Offer it',
  handOverHere: 'Hand over here',
  offered: (to: string, desks: string) => `You offer ${desks} to ${to}.`,
  takeBack: 'Take it back',
  findings: 'Open findings there',
  moreFindings: (count: number) => `and ${counted(count, 'more finding')}.`,
  none: 'Nothing is open there.',
} as const;

/** The banner that cannot be missed. */
export const deskBannerWords = {
  region: 'Desks',
  left: (name: string, holder: string | null) =>
    holder === null ? `Nobody is at desk ${name}` : `Nobody is at desk ${name}: ${holder} is away`,
  waiting: (alarms: number, critical: number) =>
    critical === 0
      ? `${counted(alarms, 'alarm')} waiting.`
      : `${counted(alarms, 'alarm')} waiting, ${critical} CRITICAL.`,
  take: 'Take the desk',
  offered: (from: string, desks: string) => `${from} hands over ${desks}:`,
  accept: 'Accept',
  decline: 'Decline',
  show: 'Show',
} as const;

/** What the seat in the top bar adds to the name. */
export const deskOf = (desks: readonly string[]): string =>
  desks.length === 0 ? '' : desks.length === 1 ? ` · ${desks[0]}` : ` · ${counted(desks.length, 'desk')}`;
