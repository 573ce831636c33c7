import type { Answer } from '#contract/index.ts';
import type { AccountScope } from '#contract/people.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Account, SignIn } from '#core/model/account.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { closedFor } from '#core/people/lockout.ts';
import { signInState } from '#core/people/sign-in.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { QueryHandlers } from '../handlers.ts';
import { areAccountsOn, idleMinutes } from '../people/setting.ts';
import { LOCAL_ACTOR } from './engine.ts';

/** Who may sign in, and where they are. */
export function createPeopleQueries(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
): Pick<QueryHandlers, 'accounts.state' | 'accounts.list'> {
  const { people, state } = readModel;
  return {
    'accounts.state': () => directoryOf(readModel),
    'accounts.list': () => {
      const idle = idleMinutes(state);
      const at = clock.now();
      const signIns = Map.groupBy(people.signIns(), ({ account }) => account);
      return {
        on: areAccountsOn(state),
        idle_minutes: idle,
        accounts: people.accounts().map((account) => ({
          ...account,
          scope: written(account.scope),
          closed_until: closedFor(account, at) > 0 ? account.closed_until : null,
          signed_in: countOpen(account, signIns.get(account.name) ?? [], idle, at),
        })),
        tenants: outlineOf(fleet()),
      };
    },
  };
}

/** Everything that decides who may what. */
export const directoryOf = ({
  people,
  state,
}: Pick<ReadModel, 'people' | 'state'>): Answer<'accounts.state'> => ({
  on: areAccountsOn(state),
  idle_minutes: idleMinutes(state),
  local_name: state(LOCAL_ACTOR),
  accounts: people.accounts().map((account) => ({ ...account, scope: written(account.scope) })),
  sign_ins: [...people.signIns()],
});

const countOpen = (account: Account, signIns: readonly SignIn[], idle: number, at: number): number =>
  signIns.filter((each) => signInState(each, account, idle, at) !== 'ENDED').length;

const written = (scope: TenantScope): AccountScope =>
  scope === 'all'
    ? 'all'
    : {
        tenants: [...scope.tenants],
        clients: [...(scope.clients ?? [])],
        sites: [...(scope.sites ?? [])],
      };

function outlineOf({ sites }: Fleet): { code: string; clients: string[] }[] {
  const clients = Map.groupBy(sites, ({ tenant }) => tenant);
  return [...clients].map(([code, those]) => ({
    code,
    clients: [...new Set(those.map(({ client }) => client))].toSorted(),
  }));
}
