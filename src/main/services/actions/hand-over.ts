import type { EngineWorld } from '../engine/context.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';
import type { Outgoing } from './outgoing.ts';

type Parts = Pick<EngineWorld, 'store' | 'clock'> & { readonly outgoing: Outgoing | undefined };

/** The key of the secrets leaves the program shut with words, for a move to another machine; the trail knows of each time. */
export const createHandOver = ({
  store,
  clock,
  outgoing,
}: Parts): Pick<CommandHandlers, 'secrets.hand_over'> => ({
  async 'secrets.hand_over'({ words }, { actor }) {
    if (outgoing === undefined)
      throw new Refused(
        'unavailable',
        'The key of the secrets is opened by the running program alone: start Vigil, and say it again beside it.',
      );
    if (outgoing.vault.hindrance !== null) throw new Refused('unavailable', outgoing.vault.hindrance);
    const sealed = await outgoing.handOver(words);
    const facts = { action: 'secrets.handed_over', entity: 'engine', entity_id: 'secrets' } as const;
    store.transaction(() =>
      store.trail.append([{ at: clock.now(), actor, ...facts, reason: null, before: null, after: null }]),
    );
    return { sealed: sealed?.toString('base64') ?? null };
  },
});
