import type { Reply } from '#contract/reply.ts';
import { SECOND } from '#core/model/time.ts';
import type { Timers, Undo } from '#main/ports/time.ts';

/** An action that was on its way is kept so long for a connection that comes back. */
const KEPT_FOR = 20 * SECOND;

export type SentCall = {
  readonly id: number;
  readonly seat: string;
  readonly method: string;
  readonly input: unknown;
  /** Of an action: with it the engine does it once, however often it is sent. Absent for a question. */
  readonly key?: string;
};
type Waiting = {
  readonly call: SentCall;
  /** The start of the engine that it was sent to. */
  readonly run: string;
  readonly done: (reply: Reply<unknown>) => void;
  undo: Undo;
};

export type Calls = {
  /** Actions that wait for the connection. */
  readonly kept: () => number;
  readonly sent: (call: SentCall, run: string) => Promise<Reply<unknown>>;
  readonly answered: (id: number, reply: Reply<unknown>) => void;
  /** The connection is gone: questions fail at once, actions are kept for a while. */
  readonly lost: (onExpired: () => void) => void;
  /** It is back: what is to be sent again. An engine that was started anew does not know what it did before. */
  readonly again: (run: string) => readonly SentCall[];
  /** Nobody will answer any more. */
  readonly end: () => void;
};

/** Calls that were sent and not answered. None is lost without a word, and none is done twice. */
export function createCalls(timers: Timers): Calls {
  const waiting = new Map<number, Waiting>();
  const conclude = (each: Waiting, reply: Reply<unknown>) => {
    each.undo();
    waiting.delete(each.call.id);
    each.done(reply);
  };
  const concludeAll = (which: (each: Waiting) => boolean, replyTo: (each: Waiting) => Reply<unknown>) => {
    for (const each of [...waiting.values()]) if (which(each)) conclude(each, replyTo(each));
  };
  return {
    kept: () => [...waiting.values()].filter(({ call }) => call.key !== undefined).length,
    sent: (call, run) => new Promise((done) => waiting.set(call.id, { call, run, done, undo: () => {} })),
    answered(id, reply) {
      const each = waiting.get(id);
      if (each !== undefined) conclude(each, reply);
    },
    lost(onExpired) {
      concludeAll(
        ({ call }) => call.key === undefined,
        () => LOST,
      );
      for (const each of waiting.values()) {
        each.undo();
        each.undo = timers.after(KEPT_FOR, () => {
          conclude(each, UNKNOWN);
          onExpired();
        });
      }
    },
    again(run) {
      concludeAll(
        (each) => each.run !== run,
        () => UNKNOWN,
      );
      for (const each of waiting.values()) each.undo();
      return [...waiting.values()].map(({ call }) => call);
    },
    end: () =>
      concludeAll(
        () => true,
        ({ call }) => (call.key === undefined ? LOST : UNKNOWN),
      ),
  };
}

/** Nothing was done. */
export const LOST: Reply<never> = {
  ok: false,
  fault: {
    code: 'unavailable',
    message:
      'The connection to the engine is lost. This was not done: do it again when the connection is back.',
  },
};
/** It was sent, and nobody knows whether it arrived. */
export const UNKNOWN: Reply<never> = {
  ok: false,
  fault: {
    code: 'unavailable',
    message:
      'The connection to the engine was lost before it answered. This may have been done or not: look before you do it again.',
  },
};
