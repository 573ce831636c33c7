import type { Answer } from '#contract/index.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import type { KeptUntil, Store } from '#main/ports/store.ts';
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

/** Named value of the engine: for how many days a case with its notes is kept after it was closed. */
export const CASES_DAYS = 'retention.cases_days';
/** As the findings in it. */
const USUAL_CASES_DAYS = 730;

/** Named value of the engine: for how many days a kept report is kept. */
export const REPORTS_DAYS = 'retention.reports_days';
/** Four years: what was agreed on may be claimed for three, from the end of the year on. */
const USUAL_REPORTS_DAYS = 1_461;

type Retention = Answer<'retention.get'>;

/** For how long what is kept. */
export const readRetention = (get: Store['state']['get']): Retention => ({
  days: Number(get(RETENTION_DAYS) ?? USUAL_DAYS),
  evidence_days: Number(get(EVIDENCE_DAYS) ?? USUAL_EVIDENCE_DAYS),
  cases_days: Number(get(CASES_DAYS) ?? USUAL_CASES_DAYS),
  reports_days: Number(get(REPORTS_DAYS) ?? USUAL_REPORTS_DAYS),
});

/** How long things are kept is a decision that the trail remembers. */
export function createRetention({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'retention.set'> {
  return {
    'retention.set': ({ days, evidence_days, cases_days, reports_days }, { actor }) => {
      const before = readRetention(store.state.get);
      const after: Retention = {
        days: days ?? before.days,
        evidence_days: evidence_days ?? before.evidence_days,
        cases_days: cases_days ?? before.cases_days,
        reports_days: reports_days ?? before.reports_days,
      };
      store.transaction(() => {
        store.state.set(RETENTION_DAYS, String(after.days));
        store.state.set(EVIDENCE_DAYS, String(after.evidence_days));
        store.state.set(CASES_DAYS, String(after.cases_days));
        store.state.set(REPORTS_DAYS, String(after.reports_days));
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

/** From which instant on each kind is kept: events, what says who and where of resolved findings, and documents. */
export function retainedFrom(
  store: { readonly state: Pick<Store['state'], 'get'> },
  now: EpochMs,
): { readonly events: EpochMs; readonly evidence: EpochMs } & KeptUntil {
  const { days, evidence_days, cases_days, reports_days } = readRetention(store.state.get);
  const evidence = now - evidence_days * DAY;
  return {
    events: now - days * DAY,
    ...{ evidence, messages: evidence },
    ...{ cases: now - cases_days * DAY, reports: now - reports_days * DAY },
  };
}
