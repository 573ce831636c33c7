import type { Fault, Reply } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';

/** One answer of the engine that the screen shows: the last known one is kept while a newer one is on its way, and when that fails. */
export type Part<T> = {
  readonly value: T | undefined;
  /** When `value` was heard. */
  readonly at: EpochMs | undefined;
  readonly fault: Fault | undefined;
  readonly loading: boolean;
};

/** Nothing asked, nothing known. */
export const NOTHING: Part<never> = { value: undefined, at: undefined, fault: undefined, loading: false };

export const asking = <T>(part: Part<T>): Part<T> => ({ ...part, loading: true });

/** What is known after an answer. */
export const answered = <T>(part: Part<T>, reply: Reply<T>, at: EpochMs): Part<T> =>
  reply.ok
    ? { value: reply.value, at, fault: undefined, loading: false }
    : { ...part, fault: reply.fault, loading: false };
