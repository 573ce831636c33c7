import type { Parsed } from '#contract/index.ts';
import type { Workflow } from '#contract/workflow.ts';
import { handOver } from '#core/finding/desk.ts';
import { spokenName, type TenantScope } from '#core/model/actor.ts';
import { asRole, isOwnedBy, roleOf } from '#core/model/owner.ts';
import { isSamePerson } from '#core/people/desk-holding.ts';
import type { EngineContext } from '../engine/context.ts';
import { applyToEach, sees } from '../engine/each.ts';
import { namedRoles, readRoles } from '../escalation/kept.ts';
import { type Caller, Refused } from '../handlers.ts';
import { accountOf } from '../people/desk.ts';
import { areAccountsOn } from '../people/setting.ts';

type Order = Parsed<'findings.hand_over'>;
/** Whoever sees to it from now on, as the finding names that one, and what they may see. */
type Taking = { readonly owner: string; readonly scope: TenantScope };

/** Hands over what the caller sees to, all of it or what is named, in one transaction. Throws Refused for a taker who cannot. */
export function handOverOwned(context: EngineContext, { ids, to, note }: Order, caller: Caller): Workflow {
  const taking = takingOf(context, to, caller);
  const { name } = caller.actor;
  const own = ids === 'all' ? ownedBy(context, caller) : ids;
  if (own.length === 0) throw new Refused('conflict', 'You own no open findings.');
  return applyToEach(context, own, caller, (finding, at) =>
    sees(context, finding, taking.scope)
      ? handOver(finding, name, taking.owner, at, note)
      : { refused: `${taking.owner} does not see this site.` },
  );
}

const ownedBy = ({ book, world }: EngineContext, { actor, scope }: Caller): string[] =>
  [...book.all()]
    .filter((finding) => isOwnedBy(finding, actor.name) && sees({ world }, finding, scope))
    .map(({ id }) => id);

function takingOf(context: EngineContext, to: Order['to'], { actor }: Caller): Taking {
  if ('role' in to) return { owner: asRole(requireRole(context, to.role)), scope: 'all' };
  const { store } = context.world;
  const name = spokenName(to.person);
  if (isSamePerson(name, spokenName(actor.name)))
    throw new Refused('bad-request', 'These findings are yours already.');
  // It would wait for a role without being one.
  if (roleOf(to.person) !== null)
    throw new Refused('bad-request', `person: found ${to.person}, expected a name.`);
  if (!areAccountsOn(store.state.get)) return { owner: name, scope: 'all' };
  const account = accountOf({ store }, name);
  if (account.disabled_at !== null)
    throw new Refused('conflict', `The account ${account.name} is switched off.`);
  return { owner: account.name, scope: account.scope };
}

/** A role that runbooks name or that was set up. Throws Refused for any other: nobody would take what waits for it. */
export function requireRole({ world }: Pick<EngineContext, 'world'>, role: string): string {
  const { state, runbooks } = world.store;
  const known = namedRoles(readRoles(state.get), runbooks.inUse());
  if (!known.includes(role))
    throw new Refused(
      'not-found',
      `role: found ${role}, expected one of ${known.join(', ') || 'none: no runbook names any'}.`,
    );
  return role;
}
