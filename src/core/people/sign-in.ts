import type { Account, SignIn } from '../model/account.ts';
import type { EpochMs } from '../model/time.ts';
import { HOUR, MINUTE } from '../model/time.ts';

/** The administrator chooses between these, in minutes. */
export const IDLE_MINUTES = { shortest: 1, longest: 240, usual: 15 } as const;
/** How long the command line stays signed in: a shift. */
export const CLI_LASTS = 12 * HOUR;

/** Whether a sign-in holds. LOCKED: the same person comes back with the secret. ENDED: it is as if there had been none. */
export type SignInState = 'OPEN' | 'LOCKED' | 'ENDED';

/** What a sign-in is worth at an instant. `account` is null once there is none of that name. */
export function signInState(
  signIn: SignIn,
  account: Pick<Account, 'revision' | 'disabled_at'> | null,
  idleMinutes: number,
  at: EpochMs,
): SignInState {
  if (account === null || account.disabled_at !== null || account.revision !== signIn.revision)
    return 'ENDED';
  if (signIn.kind === 'cli') return isBetween(at - signIn.at, CLI_LASTS) ? 'OPEN' : 'ENDED';
  if (signIn.locked_at !== null) return 'LOCKED';
  return isBetween(at - signIn.active_at, idleMinutes * MINUTE) ? 'OPEN' : 'LOCKED';
}

/** A clock that was set back by more than a limit keeps nothing open. */
const isBetween = (age: number, limit: number) => age < limit && age > -limit;
