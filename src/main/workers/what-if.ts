import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import type { EpochMs } from '#core/model/time.ts';
import { compareRuns } from '#core/what-if/compare.ts';
import type { TriedFinding } from '#core/what-if/tried.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { planTrial } from '#main/services/what-if/plan-trial.ts';
import { type OpenPart, openPart, recordedOf, type TrialPlace } from '#main/what-if-part.ts';
import { serveThread } from './serve.ts';
import type {
  CompareCall,
  OpenCall,
  OpenedPart,
  PartProgress,
  PlanCall,
  TicketCall,
} from './what-if-client.ts';

// Safe: what-if-client.ts alone starts this thread, with this place.
const place = workerData as TrialPlace;

stepAside();

/* Replays parts of a trial, one after another: minutes of work beside the engine, on stores of their own. */
await serveThread(({ tell, log }) => {
  const opened = new Map<number, OpenPart>();
  let last = 0;
  const leave = (ticket: number) => {
    opened.get(ticket)?.close();
    opened.delete(ticket);
  };
  return {
    call(name, input) {
      // Safe: only what-if-client.ts calls, with these names and their own input.
      if (name === 'plan') return planFor(input as PlanCall);
      if (name === 'compare') return compare(input as CompareCall);
      if (name === 'open') {
        const { scratchFolder, part } = input as OpenCall;
        const ready = openPart({ ...place, log }, scratchFolder, part);
        opened.set(++last, ready);
        return { ticket: last, key: ready.key } satisfies OpenedPart;
      }
      const { ticket } = input as TicketCall;
      try {
        const tellAt = (at: EpochMs) => tell('progress', { ticket, at } satisfies PartProgress);
        return name === 'run' ? opened.get(ticket)?.run(tellAt) : null;
      } finally {
        leave(ticket);
      }
    },
    tell: () => {},
    stop: () => [...opened.keys()].forEach(leave),
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

const compare = ({ span, before, after }: CompareCall) =>
  compareRuns(
    { before: byDetection(before), after: byDetection(after), recorded: recordedOf(place, span) },
    span,
  );

const byDetection = <Found extends TriedFinding & { readonly id: string }>(found: readonly Found[]) =>
  found.toSorted((a, b) => a.detected_at - b.detected_at || (a.id < b.id ? -1 : 1));

/** Only Linux gives a thread a priority of its own; elsewhere the engine would step aside too. */
function stepAside(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where nobody may change it, the replay runs as everything else does.
  }
}
