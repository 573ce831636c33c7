import type { SessionState } from '#contract/people.ts';
import type { SignIn, Standing } from '#core/model/account.ts';
import { localActor, NOTHING } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { type SignInState, signInState } from '#core/people/sign-in.ts';
import type { Asker } from '../handlers.ts';
import { accountIn, type Directory, type KnownAccount } from './directory.ts';
import { methodsFor } from './permitted.ts';

/** Who sits at a seat, as of an instant. */
export type Sitting = {
  readonly asker: Asker;
  readonly state: SessionState['state'];
  /** Who is signed in, or has locked the screen. */
  readonly account: KnownAccount | null;
};
type Seat = NonNullable<Asker['seat']>;

/** Whose workstation a seat is at: `local` is who asks while accounts are off; another workstation on the network has nobody like that. */
export type Whose = { readonly local: string } | { readonly station: string };

/** The same as a host knows it: undefined is the person of this workstation. */
export type AtStation = { readonly local: string | undefined } | { readonly station: string };

/** Judges a sign-in by what its account is now. */
export function sittingAt(
  directory: Directory,
  seat: Seat,
  signIn: SignIn | null,
  whose: Whose,
  at: EpochMs,
): Sitting {
  const sitting = judged(directory, seat, signIn, 'local' in whose ? whose.local : null, at);
  if ('local' in whose) return sitting;
  return { ...sitting, asker: { ...sitting.asker, station: whose.station } };
}

function judged(
  directory: Directory,
  seat: Seat,
  signIn: SignIn | null,
  local: string | null,
  at: EpochMs,
): Sitting {
  if (!directory.on) {
    if (local === null) return { asker: nobodyAt(seat), state: 'SIGNED_OUT', account: null };
    const asker = { actor: localActor(local), scope: 'all', standing: 'local', seat } as const;
    return { asker, state: 'OPEN', account: null };
  }
  const account = signIn === null ? null : accountIn(directory, signIn.account);
  const state: SignInState =
    signIn === null ? 'ENDED' : signInState(signIn, account, directory.idle_minutes, at);
  if (account === null || state === 'ENDED')
    return { asker: nobodyAt(seat), state: 'SIGNED_OUT', account: null };
  if (state === 'LOCKED') return { asker: nobodyAt(seat), state, account };
  const actor = { name: account.name, verified: true };
  return { asker: { actor, scope: account.scope, standing: account.role, seat }, state, account };
}

/** Who has not signed in: counted among the unverified, sees nothing that belongs to anybody. */
export const nobodyAt = (seat: Seat): Asker => ({
  actor: localActor('nobody'),
  scope: NOTHING,
  standing: 'nobody',
  seat,
});

/** What a screen is told of who sits there. To a stranger on the network nobody has a name. */
export function sessionOf(directory: Directory, { asker, state, account }: Sitting): SessionState {
  const { standing, scope, station } = asker;
  const isStranger = station !== undefined && state === 'SIGNED_OUT';
  return {
    accounts: directory.on,
    state,
    account: account?.name ?? null,
    role: account?.role ?? null,
    whole: account === null || account.scope === 'all',
    may: mayOf(standing, scope),
    idle_minutes: directory.idle_minutes,
    names:
      directory.on && !isStranger
        ? directory.accounts.filter(({ disabled_at }) => disabled_at === null).map(({ name }) => name)
        : [],
  };
}

const mayOf = (standing: Standing, scope: Asker['scope']): string[] => methodsFor(standing, scope);
