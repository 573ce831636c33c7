import type { AccountScope } from '#contract/people.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Account } from '#core/model/account.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { whyNotName } from '#core/people/account-name.ts';
import { NO_TRIES } from '#core/people/lockout.ts';
import { whyNotSecret } from '#core/people/secret.ts';
import { IDLE_MINUTES } from '#core/people/sign-in.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { accountOf, described, noteOf, type PeopleParts } from './desk.ts';
import { areAccountsOn, idleMinutes, PEOPLE } from './setting.ts';

type AccountCommands = Pick<
  CommandHandlers,
  | 'accounts.add'
  | 'accounts.change'
  | 'accounts.set_secret'
  | 'accounts.disable'
  | 'accounts.enable'
  | 'accounts.set_idle'
>;

/** Makes, changes and switches off accounts. `forget` hears whose wrong tries no longer count. */
export function createAccountCommands(parts: PeopleParts, forget: (name: string) => void): AccountCommands {
  const { store, clock, emit, fleet, secrets } = parts;
  /** Writes what an account became and ends what it had open. */
  const replace = (
    before: Account,
    change: Partial<Account>,
    {
      action,
      caller,
      secret,
    }: { readonly action: string; readonly caller: Caller; readonly secret?: string },
  ) => {
    const after = { ...before, ...change, revision: before.revision + 1 };
    if (areAccountsOn(store.state.get)) requireAdministrator(store.people.accounts(), after);
    const entry = noteOf(
      action,
      before.name,
      { at: clock.now(), actor: caller.actor },
      {
        before: described(before),
        after: described(after),
      },
    );
    store.transaction(() => {
      store.people.save(after, secret);
      store.people.endAll(before.name);
      store.trail.append([entry]);
    });
    emit('accounts.changed', {});
    return { name: before.name };
  };
  return {
    async 'accounts.add'({ name, role, scope, secret }, { actor }) {
      refuseIf(whyNotName(name) ?? whyNotSecret(secret, name) ?? whyNotScope(scope, fleet()));
      const known = store.people.account(name);
      if (known !== null)
        throw new Refused('conflict', `There is or was an account ${known.name}: choose another name.`);
      const hash = await secrets.hash(secret);
      if (store.people.account(name) !== null)
        throw new Refused('conflict', `There is an account ${name} by now: choose another name.`);
      const account = newAccount({ name, role, scope, at: clock.now(), by: actor.name });
      store.transaction(() => {
        store.people.save(account, hash);
        store.trail.append([
          noteOf('account.made', name, { at: account.made_at, actor }, { after: described(account) }),
        ]);
      });
      emit('accounts.changed', {});
      return { name };
    },
    'accounts.change'({ name, role, scope }, caller) {
      const account = accountOf(parts, name);
      if (scope !== undefined) refuseIf(whyNotScope(scope, fleet()));
      const change = { role: role ?? account.role, scope: scope ?? account.scope };
      return replace(account, change, { action: 'account.changed', caller });
    },
    async 'accounts.set_secret'({ name, secret }, caller) {
      refuseIf(whyNotSecret(secret, accountOf(parts, name).name));
      const hash = await secrets.hash(secret);
      const account = accountOf(parts, name);
      forget(name);
      const change = { ...NO_TRIES, secret_at: clock.now() };
      return replace(account, change, { action: 'account.secret_set', caller, secret: hash });
    },
    'accounts.disable'({ name }, caller) {
      const account = accountOf(parts, name);
      if (account.disabled_at !== null)
        throw new Refused('conflict', `The account ${account.name} is switched off already.`);
      const change = { disabled_at: clock.now(), disabled_by: caller.actor.name };
      return replace(account, change, { action: 'account.disabled', caller });
    },
    'accounts.enable'({ name }, caller) {
      const account = accountOf(parts, name);
      if (account.disabled_at === null)
        throw new Refused('conflict', `The account ${account.name} is not switched off.`);
      return replace(
        account,
        { disabled_at: null, disabled_by: null },
        { action: 'account.enabled', caller },
      );
    },
    'accounts.set_idle'({ minutes }, { actor }) {
      const { shortest, longest } = IDLE_MINUTES;
      if (minutes < shortest || minutes > longest)
        throw new Refused('bad-request', `minutes: ${minutes}; expected ${shortest} to ${longest}.`);
      const change = { before: { minutes: idleMinutes(store.state.get) }, after: { minutes } };
      store.transaction(() => {
        store.state.set(PEOPLE.idle, String(minutes));
        store.trail.append([noteOf('accounts.idle_set', '', { at: clock.now(), actor }, change)]);
      });
      emit('accounts.changed', {});
      return { minutes };
    },
  };
}

/** An account that nobody has signed in to yet. */
export const newAccount = ({
  name,
  role,
  scope,
  at,
  by,
}: Pick<Account, 'name' | 'role' | 'scope'> & { readonly at: number; readonly by: string }): Account => ({
  name,
  role,
  scope,
  revision: 1,
  ...NO_TRIES,
  made_at: at,
  made_by: by,
  secret_at: at,
  disabled_at: null,
  disabled_by: null,
});

/** Refuses what a person should read. */
export function refuseIf(why: string | null): void {
  if (why !== null) throw new Refused('bad-request', why);
}

/** Whoever can let others in again must not be the one that is shut out. */
function requireAdministrator(accounts: readonly Account[], changed: Account): void {
  const isOne = ({ role, scope, disabled_at }: Account) =>
    role === 'administrator' && scope === 'all' && disabled_at === null;
  const remain = accounts.map((each) => (each.name === changed.name ? changed : each)).some(isOne);
  if (!remain)
    throw new Refused(
      'conflict',
      `${changed.name} is the only administrator of the whole installation: make another one first.`,
    );
}

/** Every code of a scope must be one that there is, or a slip of the finger would show nothing without a word. */
function whyNotScope(scope: AccountScope | TenantScope, { sites }: Fleet): string | null {
  if (scope === 'all') return null;
  const { tenants, clients = [], sites: codes = [] } = scope;
  if (tenants.length + clients.length + codes.length === 0)
    return 'An account that is limited needs a tenant, a client or a site that it may see.';
  const tenant = tenants.find((code) => !sites.some((site) => site.tenant === code));
  if (tenant !== undefined) return `There is no tenant ${tenant}.`;
  const client = clients.find(
    (each) => !sites.some((site) => site.tenant === each.tenant && site.client === each.client),
  );
  if (client !== undefined) return `There is no client ${client.client} of tenant ${client.tenant}.`;
  const code = codes.find((each) => !sites.some((site) => site.code === each));
  return code === undefined ? null : `There is no site ${code}.`;
}
