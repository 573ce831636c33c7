import type { Account, SignIn } from '#core/model/account.ts';
import type { Actor } from '#core/model/actor.ts';
import { nameKey, whyNotName } from '#core/people/account-name.ts';
import { whyNotSecret } from '#core/people/secret.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { newAccount, refuseIf } from './accounts.ts';
import { accountOf, described, noteOf, type PeopleParts } from './desk.ts';
import { type Prove, writeIfPossible } from './prove.ts';
import { areAccountsOn, PEOPLE } from './setting.ts';

type SessionCommands = Pick<
  CommandHandlers,
  | 'session.sign_in'
  | 'session.sign_out'
  | 'session.lock'
  | 'session.active'
  | 'session.set_secret'
  | 'accounts.turn_on'
  | 'accounts.turn_off'
>;
type Seat = NonNullable<Caller['seat']>;

/** The actor that a signed-in account is. */
export const actorOf = ({ name }: Pick<Account, 'name'>): Actor => ({ name, verified: true });

/** Who signs in where, and who leaves. */
export function createSessionCommands(parts: PeopleParts, prove: Prove): SessionCommands {
  const { store, clock, emit, secrets } = parts;
  const requireOn = () => {
    if (!areAccountsOn(store.state.get))
      throw new Refused('conflict', 'Accounts are off: nobody signs in here.');
  };
  const open = (seat: Seat, { name, revision }: Account): SignIn => {
    const at = clock.now();
    return { ...seat, account: name, revision, at, active_at: at, locked_at: null };
  };
  const signedIn = (seat: string) => store.people.signIns().find((each) => each.seat === seat) ?? null;
  return {
    async 'session.sign_in'({ name, secret }, caller) {
      requireOn();
      const seat = seatOf(caller);
      const account = await prove(name, secret, caller.actor);
      const before = signedIn(seat.seat);
      writeIfPossible(parts, () => {
        store.people.signIn(open(seat, account));
        store.trail.append([
          noteOf(
            arrival(before, account),
            account.name,
            { at: clock.now(), actor: actorOf(account) },
            {
              before: before === null ? null : { account: before.account },
            },
          ),
        ]);
      });
      return { account: account.name, revision: account.revision };
    },
    'session.sign_out'(_, caller) {
      const { seat } = seatOf(caller);
      const { actor } = caller;
      writeIfPossible(parts, () => {
        store.people.end(seat);
        store.trail.append([noteOf('session.signed_out', actor.name, { at: clock.now(), actor })]);
      });
      return {};
    },
    'session.lock'({ idle }, caller) {
      const { seat } = seatOf(caller);
      const { actor } = caller;
      const at = clock.now();
      writeIfPossible(parts, () => {
        store.people.lock(seat, at);
        store.trail.append([
          noteOf(
            'session.locked',
            actor.name,
            { at, actor },
            {
              reason: idle ? 'nobody had touched it' : 'by hand',
            },
          ),
        ]);
      });
      return {};
    },
    'session.active'(_, caller) {
      const { seat } = seatOf(caller);
      writeIfPossible(parts, () => store.people.touch(seat, clock.now()));
      return {};
    },
    async 'session.set_secret'({ current, secret }, caller) {
      requireOn();
      const seat = seatOf(caller);
      const { name } = accountOf(parts, caller.actor.name);
      refuseIf(whyNotSecret(secret, name));
      await prove(name, current, caller.actor);
      const hash = await secrets.hash(secret);
      const before = accountOf(parts, name);
      const account = { ...before, revision: before.revision + 1, secret_at: clock.now() };
      store.transaction(() => {
        store.people.save(account, hash);
        store.people.endAll(name);
        store.people.signIn(open(seat, account));
        store.trail.append([
          noteOf('account.secret_changed', name, { at: clock.now(), actor: actorOf(account) }),
        ]);
      });
      emit('accounts.changed', {});
      return { account: name, revision: account.revision };
    },
    async 'accounts.turn_on'({ name, secret }, caller) {
      if (areAccountsOn(store.state.get)) throw new Refused('conflict', 'Accounts are on already.');
      const account = await firstAdministrator(parts, prove, { name, secret }, caller);
      store.transaction(() => {
        store.people.save(account.account, account.hash);
        store.state.set(PEOPLE.on, '1');
        store.people.endAll(null);
        if (caller.seat !== undefined) store.people.signIn(open(caller.seat, account.account));
        store.trail.append([
          noteOf(
            'accounts.turned_on',
            account.account.name,
            { at: clock.now(), actor: caller.actor },
            {
              after: described(account.account),
            },
          ),
        ]);
      });
      emit('accounts.changed', {});
      return { account: account.account.name, revision: account.account.revision };
    },
    'accounts.turn_off'(_, { actor }) {
      requireOn();
      store.transaction(() => {
        store.state.set(PEOPLE.on, '0');
        store.people.endAll(null);
        store.trail.append([noteOf('accounts.turned_off', actor.name, { at: clock.now(), actor })]);
      });
      emit('accounts.changed', {});
      return {};
    },
  };
}

function seatOf({ seat }: Caller): Seat {
  if (seat === undefined) throw new Refused('conflict', 'Nobody can sign in here.');
  return seat;
}

/** The same person comes back, another takes over, or somebody begins. */
function arrival(before: SignIn | null, { name }: Account): string {
  if (before === null) return 'session.signed_in';
  if (nameKey(before.account) !== nameKey(name)) return 'session.switched';
  return before.locked_at === null ? 'session.signed_in' : 'session.unlocked';
}

/** Made now, or the administrator that there is and whose secret this is. */
async function firstAdministrator(
  parts: PeopleParts,
  prove: Prove,
  { name, secret }: { readonly name: string; readonly secret: string },
  { actor }: Caller,
): Promise<{ readonly account: Account; readonly hash?: string }> {
  const { store, clock, secrets } = parts;
  if (store.people.account(name) !== null) {
    const account = await prove(name, secret, actor);
    if (account.role !== 'administrator' || account.scope !== 'all')
      throw new Refused('conflict', `${account.name} is no administrator of the whole installation.`);
    return { account };
  }
  refuseIf(whyNotName(name) ?? whyNotSecret(secret, name));
  const hash = await secrets.hash(secret);
  if (store.people.account(name) !== null)
    throw new Refused('conflict', `There is an account ${name} by now.`);
  const made = { name, role: 'administrator', scope: 'all', at: clock.now(), by: actor.name } as const;
  return { account: newAccount(made), hash };
}
