import type { Log } from '#main/ports/log.ts';
import type { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { Timers } from '#main/ports/time.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import type { StoreHealth } from '../store-health.ts';

/** The same commands: trouble with the file is noted, and told as what it is instead of as a bug. */
export function guardedCommands(handlers: CommandHandlers, health: StoreHealth): CommandHandlers {
  const fail = (error: unknown): never => {
    throw health.note(error) ? refusalOf(error) : error;
  };
  const guard =
    (handle: (input: never, caller: never) => unknown) =>
    (input: never, caller: never): unknown => {
      try {
        const answer = handle(input, caller);
        return answer instanceof Promise ? answer.catch(fail) : answer;
      } catch (error) {
        return fail(error);
      }
    };
  // Safe: each handler keeps its name, what it takes and what it answers.
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, guard(handle)]),
  ) as unknown as CommandHandlers;
}

/** The same command, refused before it writes anything while the store has no room, or cannot be written, for what comes in bulk. */
export const bulk =
  <Input, Answer>(health: StoreHealth, handle: (input: Input, caller: Caller) => Answer) =>
  (input: Input, caller: Caller): Answer => {
    if (health.takes('position')) return handle(input, caller);
    throw new Refused(
      'unavailable',
      `Telemetry in bulk is not taken now: ${health.state.reason ?? 'the database is not well'}. Nothing was stored.`,
    );
  };

/** The same timers: trouble with the file in what they call ends no thread. */
export function guardedTimers(timers: Timers, health: StoreHealth, log: Log): Timers {
  const guard = (run: () => void) => () => {
    try {
      run();
    } catch (error) {
      if (!health.note(error)) throw error;
      log.error('the store failed a timer', { trouble: error.kind, error });
    }
  };
  return {
    after: (ms, run) => timers.after(ms, guard(run)),
    every: (ms, run) => timers.every(ms, guard(run)),
  };
}

const refusalOf = ({ kind, message }: StoreTrouble): Refused =>
  new Refused('unavailable', WORDS[kind](message));

const WORDS: Readonly<Record<StoreTrouble['kind'], (message: string) => string>> = {
  busy: () => 'The database is busy; nothing was changed. Try again in a moment.',
  full: () => 'The disk is full; nothing was changed. Free some space: the engine goes on by itself.',
  'read-only': (message) => `The database cannot be written; nothing was changed (${message}).`,
  io: (message) => `The database could not be read or written; nothing was acknowledged (${message}).`,
  corrupt: (message) => `The database is damaged (${message}).`,
};
