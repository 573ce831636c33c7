import { refusedAs } from '#main/services/fault.ts';
import type { Outcome } from './protocol.ts';

export type Pending = {
  /** The id under which the answer will come, and the promise of it. */
  readonly add: () => { readonly id: number; readonly answer: Promise<unknown> };
  readonly settle: (id: number, outcome: Outcome) => void;
  readonly failAll: (error: Error) => void;
};

/** The calls that wait for a thread's answer. */
export function createPending(): Pending {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  return {
    add() {
      const id = ++last;
      const call = Promise.withResolvers<unknown>();
      waiting.set(id, call);
      return { id, answer: call.promise };
    },
    settle(id, outcome) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (outcome.ok) call?.resolve(outcome.value);
      else call?.reject(errorOf(outcome));
    },
    failAll(error) {
      for (const call of waiting.values()) call.reject(error);
      waiting.clear();
    },
  };
}

/** The error as it was thrown inside the thread. */
function errorOf(outcome: Extract<Outcome, { ok: false }>): Error {
  if ('fault' in outcome) return refusedAs(outcome.fault);
  return Object.assign(new Error(outcome.error.message), {
    name: outcome.error.name,
    stack: outcome.error.stack,
  });
}
