import type { Store } from '#main/ports/store.ts';

const nothing = () => {};

/**
 * The same store, but what only tells of the past is not written: the ledger of rounds, the audit trail, evidence, what
 * maintenance held back, named values. Nobody reads them of a trial, and they would be half of its work.
 */
export const forgetful = (store: Store): Store => ({
  ...store,
  schedule: { ...store.schedule, save: nothing, record: () => [], missed: () => [] },
  trail: { ...store.trail, append: nothing },
  evidence: { ...store.evidence, add: nothing },
  suppressed: { ...store.suppressed, add: nothing },
  state: { ...store.state, set: nothing },
});
