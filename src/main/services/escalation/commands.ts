import type { EscalationRole } from '#core/model/escalation-role.ts';
import { isNeverTold } from '#core/schedule/quiet-hours.ts';
import type { EngineContext } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { readRoles, writeRoles } from './kept.ts';

type Names = Extract<keyof CommandHandlers, `escalation.${string}`>;
/** More roles than this nobody sets up by hand. */
const MOST_ROLES = 200;

/** What administrators set up for the roles that findings are passed on to. `onChanged`: other clocks run now. */
export function createEscalationCommands(
  context: EngineContext,
  onChanged: () => void,
): Pick<CommandHandlers, Names> {
  const { store, clock, emit } = context.world;

  function put(role: string, next: EscalationRole | null, { actor }: Caller) {
    const roles = readRoles(store.state.get);
    const before = roles.find((each) => each.role === role) ?? null;
    if (before === null && next === null) throw new Refused('not-found', `Nothing is set up for ${role}.`);
    const others = roles.filter((each) => each !== before);
    if (next !== null && others.length >= MOST_ROLES)
      throw new Refused('conflict', `At most ${MOST_ROLES} roles are set up.`);
    store.transaction(() => {
      writeRoles(store, next === null ? others : [...others, next]);
      store.trail.append([
        {
          ...{ at: clock.now(), actor, entity: 'escalation', entity_id: role, reason: null },
          action: next === null ? 'escalation.removed' : 'escalation.changed',
          ...{ before, after: next },
        },
      ]);
    });
    context.reloadEscalation();
    onChanged();
    emit('actions.changed', {});
    return { role };
  }

  return {
    'escalation.save'(role, caller) {
      refuseWrong(role);
      if (isNeverTold(role.quiet_hours, context.world.zone, clock.now()))
        throw new Refused(
          'bad-request',
          'quiet_hours: found the whole week, expected hours in which the role is told.',
        );
      return put(role.role, role, caller);
    },
    'escalation.remove': ({ role }, caller) => put(role, null, caller),
  };
}

/** A chain goes on, and to each role once. */
function refuseWrong({ role, chain, quiet_hours }: EscalationRole): void {
  const refuse = (place: string, found: string, expected: string): never => {
    throw new Refused('bad-request', `${place}: found ${found}, expected ${expected}.`);
  };
  const seen = new Set([role]);
  let last = 0;
  for (const [index, step] of chain.entries()) {
    if (seen.has(step.role)) refuse(`chain[${index}].role`, step.role, 'each role once');
    if (step.after_minutes <= last)
      refuse(`chain[${index}].after_minutes`, String(step.after_minutes), `more than ${last}`);
    seen.add(step.role);
    last = step.after_minutes;
  }
  for (const [index, { start, end }] of quiet_hours.entries())
    if (start === end) refuse(`quiet_hours[${index}].end`, end, 'a time other than the start');
}
