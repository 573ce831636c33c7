import type { TrialOrder } from '#contract/what-if.ts';
import type { ScopeRecord } from '#core/config/records.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { changeAudit } from '#core/what-if/change-audit.ts';
import type { RecordedFinding, Span } from '#core/what-if/tried.ts';
import { outcomesOf } from '#main/adapters/sqlite/outcomes.ts';
import { openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import { forgetful } from '#main/services/what-if/forgetful.ts';
import { changedRecords } from '#main/services/what-if/plan-trial.ts';
import { replayInto } from './replay-database.ts';

/** Plain data: it crosses to a thread. */
export type TrialPlace = {
  readonly database: string;
  /** Folder of the shipped migrations. */
  readonly migrations: string;
  /** Where the scratch store may lie meanwhile. */
  readonly scratchFolder: string;
};

/** One of the two replays of a trial: as the settings are (`order` null), or as they would be. */
export type TrialSide = Span & { readonly sites: readonly string[]; readonly order: TrialOrder | null };

/** Replays one side in a scratch store of its own, and gives what it found. */
export function runSide(
  { database, migrations, scratchFolder, log }: TrialPlace & { readonly log: Log },
  { from, to, sites, order }: TrialSide,
  onProgress: (at: EpochMs) => void,
): readonly RecordedFinding[] {
  const scratch = openScratch(database, scratchFolder, migrations, sites);
  try {
    const { store } = scratch;
    store.transaction(() => applyOrder(store, order, to));
    const ids = store.configuration.documents().flatMap(({ scope, id }) => (scope === 'SITE' ? [id] : []));
    const span = { from, to, onFinding: () => {}, onProgress };
    replayInto(forgetful(store), { database, migrations, log }, span, ids);
    return outcomesOf(store.session, sites, { from, to });
  } finally {
    scratch.dispose();
  }
}

/** What really was found in the span. */
export function recordedOf(
  { database, migrations }: TrialPlace,
  { from, to, sites }: TrialSide,
): readonly RecordedFinding[] {
  const live = openReader(database, migrations);
  try {
    return outcomesOf(live.session, sites, { from, to });
  } finally {
    live.close();
  }
}

/** Changes the settings of the scratch store. Nobody looks at the evidence of what did not happen, so none is collected. */
function applyOrder({ configuration }: Store, order: TrialOrder | null, at: EpochMs): void {
  const apply = (documents: readonly ScopeRecord[]) =>
    configuration.apply({ documents, at, actor: SYSTEM, summary: { trial: true } });
  if (order !== null) apply(changedRecords(order, configuration.documents()));
  const sites = configuration.documents().filter(({ scope }) => scope === 'SITE');
  apply(sites.map(withoutEvidence));
}

function withoutEvidence(site: ScopeRecord): ScopeRecord {
  const changed = changeAudit(site, [{ field: 'collect_evidence', value: false }]);
  return changed.ok ? changed.record : site;
}
