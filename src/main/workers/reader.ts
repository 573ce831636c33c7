import { workerData } from 'node:worker_threads';
import { systemClock } from '#main/adapters/system/clock.ts';
import type { QueryHandlers } from '#main/services/handlers.ts';
import { openQueries } from '../open-queries.ts';
import { serveThread } from './serve.ts';
import type { EngineState, ThreadSettings } from './settings.ts';

// Safe: crew.ts alone starts this thread, with these settings.
const { database, migrations, facts } = workerData as ThreadSettings;

/* Answers questions from a connection that cannot write. */
await serveThread(({ log }) => {
  let state: EngineState = { state: 'STARTING', reason: null };
  const queries = openQueries({
    database,
    migrations,
    clock: systemClock,
    host: { ...facts, state: () => state },
  });
  // The shell hears first that this thread serves, and the screens are on their way meanwhile.
  setImmediate(() => {
    try {
      queries.warmUp();
    } catch (error) {
      log.warn('the fleet could not be read yet', { error }); // whatever it is, the first question meets it again and is told
    }
  });
  // Safe: dispatch asks only for queries, with the input that the query's schema has parsed.
  const handlers = queries.handlers as Record<string, QueryHandlers[keyof QueryHandlers]>;
  return {
    call: (name, input, caller) => handlers[name]?.(input as never, caller),
    tell: (topic, value) => {
      if (topic === 'state') state = value as EngineState; // told by crew.ts alone
    },
    stop: queries.close,
  };
});
