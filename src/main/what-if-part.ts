import type { TrialOrder } from '#contract/what-if.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { RecordedFinding, Span } from '#core/what-if/tried.ts';
import { outcomesOf } from '#main/adapters/sqlite/outcomes.ts';
import { openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { TrialPart } from '#main/services/what-if/parts.ts';
import { changedRecords } from '#main/services/what-if/plan-trial.ts';
import { trialOf } from './replay-database.ts';

/** Plain data: it crosses to a thread. */
export type TrialPlace = {
  readonly database: string;
  /** Folder of the shipped migrations. */
  readonly migrations: string;
};

/** A part of a trial that is ready to be replayed, in a scratch store of its own. */
export type OpenPart = {
  /** Of everything that decides what it finds: two parts of one key find the same. */
  readonly key: string;
  /** Replays it, and gives what it found by the instant of its detection. Once. */
  readonly run: (onProgress: (at: EpochMs) => void) => readonly RecordedFinding[];
  readonly close: () => void;
};

/** `scratchFolder`: where the scratch store may lie meanwhile. */
export function openPart(
  { database, migrations, log }: TrialPlace & { readonly log: Log },
  scratchFolder: string,
  { from, to, sites, order }: TrialPart,
): OpenPart {
  const { store, dispose } = openScratch(database, scratchFolder, migrations, sites);
  try {
    if (order !== null) store.transaction(() => applyOrder(store, order, to));
    const { key, run } = trialOf(store, { database, migrations, log }, { from, to });
    return {
      key,
      run(onProgress) {
        run(onProgress);
        return outcomesOf(store.session, sites, { from, to });
      },
      close: dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** What really was found in the span. */
export function recordedOf(
  { database, migrations }: TrialPlace,
  { from, to, sites }: Span & { readonly sites: readonly string[] },
): readonly RecordedFinding[] {
  const live = openReader(database, migrations);
  try {
    return outcomesOf(live.session, sites, { from, to });
  } finally {
    live.close();
  }
}

/** Changes the settings of the scratch store. */
function applyOrder({ configuration }: Store, order: TrialOrder, at: EpochMs): void {
  const documents = changedRecords(order, configuration.documents());
  configuration.apply({ documents, at, actor: SYSTEM, summary: { trial: true } });
}
