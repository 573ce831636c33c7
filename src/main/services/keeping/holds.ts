import type { Hold } from '#core/model/hold.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';

/** Named value of the engine: the legal holds, as JSON. */
export const HOLDS = 'retention.holds';
const MOST_HOLDS = 1_000;

export const readHolds = (stored: string | null): readonly Hold[] =>
  // Safe: only the commands below write it.
  stored === null ? [] : (JSON.parse(stored) as readonly Hold[]);

type About = Pick<Hold, 'kind' | 'code'>;
const isAbout = (a: About) => (b: About) => a.kind === b.kind && a.code === b.code;

/** Who holds what back from being deleted, and why; the trail keeps both. */
export function createHolds({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'holds.place' | 'holds.release'> {
  const change = (
    action: string,
    about: About,
    { reason, actor }: { readonly reason: string } & Parameters<CommandHandlers['holds.place']>[1],
    holds: readonly Hold[],
  ) => {
    store.transaction(() => {
      store.state.set(HOLDS, JSON.stringify(holds));
      store.trail.append([
        {
          ...{ at: clock.now(), actor, action, entity: 'engine', entity_id: 'retention' },
          ...{ reason, before: null, after: about },
        },
      ]);
    });
    return { holds: [...holds] };
  };
  return {
    'holds.place': ({ reason, ...about }, caller) => {
      const holds = readHolds(store.state.get(HOLDS));
      if (holds.some(isAbout(about)))
        throw new Refused('conflict', `There is a hold on ${about.code} already.`);
      if (holds.length >= MOST_HOLDS) throw new Refused('conflict', `There are ${MOST_HOLDS} holds already.`);
      const hold: Hold = { ...about, reason, by: caller.actor.name, at: clock.now() };
      return change('retention.held', about, { ...caller, reason }, [...holds, hold]);
    },
    'holds.release': ({ reason, ...about }, caller) => {
      const holds = readHolds(store.state.get(HOLDS));
      if (!holds.some(isAbout(about))) throw new Refused('not-found', `There is no hold on ${about.code}.`);
      const left = holds.filter((hold) => !isAbout(about)(hold));
      return change('retention.released', about, { ...caller, reason }, left);
    },
  };
}
