import type { Role } from '#core/model/account.ts';
import { counted } from './codes.ts';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  operator: 'Operator',
  supervisor: 'Supervisor',
  administrator: 'Administrator',
};

/** The screen before anybody has signed in, and after it has locked itself. */
export const signInWords = {
  signIn: 'Sign in',
  locked: (name: string) => `${name} has locked this screen`,
  region: 'Sign in',
  name: 'Name',
  secret: 'PIN or password',
  enter: 'Sign in',
  unlock: 'Unlock',
  working: 'Checking…',
  quiet: 'No alarm is waiting.',
  waiting: (count: number) => (count === 1 ? '1 alarm is waiting.' : `${count} alarms are waiting.`),
  critical: (count: number) => (count === 0 ? '' : `${count} CRITICAL.`),
  details: 'Alarms sound here all the same. Sign in to see them.',
  other: 'Somebody else may sign in too: choose another name.',
} as const;

/** Who sits here now, and who takes over. */
export const seatWords = {
  title: 'Switch person',
  description: (name: string) => `Signed in as ${name}. Whoever takes over signs in here.`,
  lock: 'Lock the screen',
  signOut: 'Sign out',
  signOutFirst: 'Sign out…',
  signOutSure: (count: number) => `Sign out all the same: ${counted(count, 'finding')} of mine stay open`,
  switch: 'Take over',
  cancel: 'Cancel',
  hint: 'Who is signed in: take over, lock, sign out, change your PIN (O)',
} as const;

/** One's own PIN or password. */
export const ownSecretWords = {
  title: 'Your PIN or password',
  open: 'Change my PIN or password',
  current: 'As it is',
  secret: 'The new one: a PIN (6 digits or more) or a password (8 characters or more)',
  again: 'The new one again',
  notTheSame: 'The two are not the same.',
  working: 'Checking…',
  done: 'It is changed. Wherever else you were signed in, you are signed out.',
  save: 'Change it',
  cancel: 'Cancel',
  close: 'Close',
} as const;

/** Accounts, for the administrator. */
export const accountWords = {
  title: 'People and accounts',
  off: 'Accounts are off. Everybody who can open this program may do everything in it, and nothing that is done is verified. Turn them on to have people sign in; you become the administrator.',
  on: 'Everybody signs in. What is done is verified, and carries a name.',
  turnOn: 'Turn accounts on',
  turnOff: 'Turn accounts off…',
  turnOffSure: 'Turn them off: nobody signs in any more',
  yourName: 'Your name',
  newSecret: 'PIN (6 digits or more) or password (8 characters or more)',
  secretAgain: 'The same again',
  notTheSame: 'The two are not the same.',
  table: 'Accounts',
  name: 'Name',
  role: 'Role',
  sees: 'Sees',
  state: 'State',
  change: 'Change',
  everything: 'Everything',
  signedIn: (count: number) => (count === 0 ? 'Not signed in' : `Signed in at ${count}`),
  closed: 'Closed after wrong tries',
  disabled: 'Switched off',
  add: 'Add an account',
  save: 'Save',
  made: 'Make the account',
  cancel: 'Cancel',
  close: 'Close',
  edit: (name: string) => `Change ${name}`,
  disable: 'Switch off',
  enable: 'Switch on',
  ends: 'A change signs the person out everywhere, at once.',
  limits: 'Limited to (tenants, TENANT/CLIENT, or sites, separated by commas; empty: everything)',
  known: (codes: string) => `Tenants here: ${codes}.`,
  resetSecret: 'New PIN or password (empty: the old one stays)',
  idle: 'A screen that nobody touches locks after',
  minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
  loading: 'Accounts',
} as const;
