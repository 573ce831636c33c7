import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { compareRuns } from '#core/what-if/compare.ts';
import type { TriedFinding } from '#core/what-if/tried.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { planTrial } from '#main/services/what-if/plan-trial.ts';
import { recordedOf, runSide, type TrialPlace } from '#main/what-if-side.ts';
import { serveThread } from './serve.ts';
import type { CompareCall, PlanCall, SideCall } from './what-if-client.ts';

// Safe: what-if-client.ts alone starts this thread, with this place.
const place = workerData as TrialPlace;

stepAside();

/* Replays one side of a trial: minutes of work beside the engine, on a store of its own. */
await serveThread(({ tell, log }) => {
  let found: readonly TriedFinding[] = [];
  return {
    call(name, input) {
      // Safe: only what-if-client.ts calls, with these names and their own input.
      if (name === 'plan') return planFor(input as PlanCall);
      if (name === 'run') {
        const { side } = input as SideCall;
        found = runSide({ ...place, log }, side, (at) => tell('progress', at));
        return found;
      }
      const { side, before } = input as CompareCall;
      return compareRuns({ before, after: found, recorded: recordedOf(place, side) }, side);
    },
    tell: () => {},
    stop: () => {},
  };
});

function planFor({ order, scope, now }: PlanCall) {
  const live = openReader(place.database, place.migrations);
  try {
    const configuration = createConfigurationRepo(live.session);
    const stored = { records: configuration.documents(), version: configuration.version() };
    return planTrial(order, stored, scope, now);
  } finally {
    live.close();
  }
}

/** Only Linux gives a thread a priority of its own; elsewhere the engine would step aside too. */
function stepAside(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where nobody may change it, the replay runs as everything else does.
  }
}
