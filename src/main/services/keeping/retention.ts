import type { Answer } from '#contract/index.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { EngineWorld } from '../engine/context.ts';
import type { CommandHandlers } from '../handlers.ts';

/** Named value of the engine: for how many days events are kept. */
export const RETENTION_DAYS = 'retention.days';
/** A year and a month: whoever is asked about last year's season still has it. */
const USUAL_DAYS = 400;

/** Named value of the engine: for how many days what says who and where of a resolved finding is kept. */
export const EVIDENCE_DAYS = 'retention.evidence_days';
/** Two years: as long as most claims may be brought. */
const USUAL_EVIDENCE_DAYS = 730;

type Retention = Answer<'retention.get'>;

/** For how long what is kept. */
export const readRetention = (get: Store['state']['get']): Retention => ({
  days: Number(get(RETENTION_DAYS) ?? USUAL_DAYS),
  evidence_days: Number(get(EVIDENCE_DAYS) ?? USUAL_EVIDENCE_DAYS),
});

/** How long things are kept is a decision that the trail remembers. */
export function createRetention({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'retention.set'> {
  return {
    'retention.set': ({ days, evidence_days }, { actor }) => {
      const before = readRetention(store.state.get);
      const after: Retention = {
        days: days ?? before.days,
        evidence_days: evidence_days ?? before.evidence_days,
      };
      store.transaction(() => {
        store.state.set(RETENTION_DAYS, String(after.days));
        store.state.set(EVIDENCE_DAYS, String(after.evidence_days));
        store.trail.append([
          {
            at: clock.now(),
            actor,
            action: 'retention.changed',
            entity: 'engine',
            entity_id: 'retention',
            reason: null,
            before,
            after,
          },
        ]);
      });
      return after;
    },
  };
}

/** Events of before the one instant go, and what says who and where of findings that were resolved before the other. */
export function retainedFrom(
  store: Pick<Store, 'state'>,
  now: EpochMs,
): { readonly events: EpochMs; readonly evidence: EpochMs } {
  const { days, evidence_days } = readRetention(store.state.get);
  return { events: now - days * DAY, evidence: now - evidence_days * DAY };
}
