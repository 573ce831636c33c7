import type { Fleet } from '#core/config/fleet.ts';
import type { Account } from '#core/model/account.ts';
import type { Actor } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store, TrailEntry } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import type { Emit } from '../engine/context.ts';
import { Refused } from '../handlers.ts';
import type { Secrets } from './secrets.ts';

/** What everything about accounts works with. */
export type PeopleParts = {
  readonly store: Pick<Store, 'people' | 'trail' | 'state' | 'transaction'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly emit: Emit;
  readonly fleet: () => Fleet;
  readonly secrets: Secrets;
};

/** A row of the trail about an account. `before` and `after` never hold a secret or its hash. */
export const noteOf = (
  action: string,
  name: string,
  { at, actor }: { readonly at: EpochMs; readonly actor: Actor },
  change: { readonly reason?: string; readonly before?: unknown; readonly after?: unknown } = {},
): TrailEntry => ({
  at,
  actor,
  action,
  entity: 'account',
  entity_id: name,
  reason: change.reason ?? null,
  before: change.before ?? null,
  after: change.after ?? null,
});

/** What the trail keeps of an account. */
export const described = ({ role, scope, disabled_at }: Account) => ({
  role,
  scope,
  disabled: disabled_at !== null,
});

/** The account of that name. Throws Refused. */
export function accountOf({ store }: Pick<PeopleParts, 'store'>, name: string): Account {
  const account = store.people.account(name);
  if (account === null) throw new Refused('not-found', `There is no account ${name}.`);
  return account;
}
