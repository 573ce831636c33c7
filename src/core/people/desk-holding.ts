import type { Account, SignIn } from '../model/account.ts';
import { isWithin, type Place } from '../model/actor.ts';
import type { EpochMs } from '../model/time.ts';
import { HOUR } from '../model/time.ts';
import type { DeskHandover, DeskHolding, WatchDesk } from '../model/watch-desk.ts';
import { nameKey } from './account-name.ts';
import { signInState } from './sign-in.ts';

type Person = Pick<Account, 'name' | 'role' | 'scope' | 'revision' | 'disabled_at'>;

/** An offer that nobody has answered for this long is none any more. */
export const HANDOVER_LASTS = 2 * HOUR;

export const isSamePerson = (one: string, other: string): boolean => nameKey(one) === nameKey(other);

/** Whoever is signed in at a page: with the screen open, or locked. A locked screen answers no alarm, and its person comes back to it. */
export function presentPeople(
  accounts: readonly Person[],
  signIns: readonly SignIn[],
  idleMinutes: number,
  at: EpochMs,
): { readonly open: readonly string[]; readonly locked: readonly string[] } {
  const pages = signIns.filter(({ kind }) => kind === 'page');
  const states = accounts.map((account) => {
    const own = pages.filter((signIn) => isSamePerson(signIn.account, account.name));
    const found = own.map((signIn) => signInState(signIn, account, idleMinutes, at));
    return { name: account.name, isOpen: found.includes('OPEN'), isLocked: found.includes('LOCKED') };
  });
  return {
    open: states.flatMap(({ name, isOpen }) => (isOpen ? [name] : [])),
    locked: states.flatMap(({ name, isOpen, isLocked }) => (isLocked && !isOpen ? [name] : [])),
  };
}

/** Why somebody may not hold a desk; null when they may. `sites` are those of the desk. */
export function whyNotHold(
  { holders }: Pick<WatchDesk, 'holders'>,
  sites: readonly Place[],
  { name, role, scope, disabled_at }: Person,
): string | null {
  if (disabled_at !== null) return `The account ${name} is switched off.`;
  if (sites.some((site) => !isWithin(site, scope))) return `${name} does not see all sites of this desk.`;
  const isNamed = holders.length === 0 || holders.some((holder) => isSamePerson(holder, name));
  // Whoever leads may step in for anybody.
  return isNamed || role !== 'operator' ? null : `${name} is not one of those who hold this desk.`;
}

/** Whether a person who signs in takes a desk that nobody attends: who is named for it, and where nobody is, any operator. */
export const takesAtSignIn = ({ holders }: Pick<WatchDesk, 'holders'>, { name, role }: Person): boolean =>
  holders.length === 0 ? role === 'operator' : holders.some((holder) => isSamePerson(holder, name));

/** Whether an offer still stands: not too old, and who made it still holds what is offered. */
export const stands = (
  { desks, from, at }: DeskHandover,
  holdings: readonly DeskHolding[],
  now: EpochMs,
): boolean =>
  now - at < HANDOVER_LASTS &&
  desks.every((code) => holdings.some(({ desk, holder }) => desk === code && isSamePerson(holder, from)));
