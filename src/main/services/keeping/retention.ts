import { DAY } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { EngineWorld } from '../engine/context.ts';
import type { CommandHandlers } from '../handlers.ts';

/** Named value of the engine: for how many days events are kept. */
export const RETENTION_DAYS = 'retention.days';
/** A year and a month: whoever is asked about last year's season still has it. */
const USUAL_DAYS = 400;

/** For how many days events are kept. */
export const retentionDays = (stored: string | null): number =>
  stored === null ? USUAL_DAYS : Number(stored);

/** How long events are kept is a decision that the trail remembers. */
export function createRetention({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'retention.set'> {
  return {
    'retention.set': ({ days }, { actor }) => {
      const before = retentionDays(store.state.get(RETENTION_DAYS));
      store.transaction(() => {
        store.state.set(RETENTION_DAYS, String(days));
        store.trail.append([
          {
            at: clock.now(),
            actor,
            action: 'retention.changed',
            entity: 'engine',
            entity_id: 'retention',
            reason: null,
            before: { days: before },
            after: { days },
          },
        ]);
      });
      return { days };
    },
  };
}

/** Everything before this instant goes. */
export const retainedFrom = (store: Pick<Store, 'state'>, now: number): number =>
  now - retentionDays(store.state.get(RETENTION_DAYS)) * DAY;
