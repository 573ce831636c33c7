import type { TrialOrder } from '#contract/what-if.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import type { RecordedFinding, Span } from '#core/what-if/tried.ts';
import { outcomesOf } from '#main/adapters/sqlite/outcomes.ts';
import { openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import { changedRecords } from '#main/services/what-if/plan-trial.ts';
import { replayTrial } from './replay-database.ts';

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

/** Replays one side, and gives what it found by the instant of its detection: so many sites at a time as memory holds the events of. */
export function runSide(
  place: TrialPlace & { readonly log: Log },
  side: TrialSide,
  onProgress: (at: EpochMs) => void,
): readonly RecordedFinding[] {
  const { from, to } = side;
  const groups = groupsOf(side);
  const found = groups.flatMap((sites, before) =>
    runGroup(place, { ...side, sites, order: orderOf(side.order, sites) }, (at) =>
      onProgress(from + (before * (to - from) + at - from) / groups.length),
    ),
  );
  return found.sort((a, b) => a.detected_at - b.detected_at || (a.id < b.id ? -1 : 1));
}

/** Sites times days that are replayed at once: at 200 events of a site in an hour some 600 MB. */
const SITE_DAYS = 600;

function groupsOf({
  from,
  to,
  sites,
}: Pick<TrialSide, 'from' | 'to' | 'sites'>): readonly (readonly string[])[] {
  const most = Math.max(1, Math.floor(SITE_DAYS / Math.max(1, (to - from) / DAY)));
  const groups = Math.ceil(sites.length / most);
  return Array.from({ length: groups }, (_, group) => sites.slice(group * most, (group + 1) * most));
}

/** As much of an order as concerns some of its sites. */
const orderOf = (order: TrialOrder | null, sites: readonly string[]): TrialOrder | null =>
  order === null || order.target.scope !== 'SITE'
    ? order
    : {
        ...order,
        target: { scope: 'SITE', sites: order.target.sites.filter((code) => sites.includes(code)) },
      };

/** Replays some sites of a side in a scratch store of their own. */
function runGroup(
  { database, migrations, scratchFolder, log }: TrialPlace & { readonly log: Log },
  { from, to, sites, order }: TrialSide,
  onProgress: (at: EpochMs) => void,
): readonly RecordedFinding[] {
  const scratch = openScratch(database, scratchFolder, migrations, sites);
  try {
    const { store } = scratch;
    if (order !== null) store.transaction(() => applyOrder(store, order, to));
    replayTrial(store, { database, migrations, log }, { from, to, onFinding: () => {}, onProgress });
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

/** Changes the settings of the scratch store. */
function applyOrder({ configuration }: Store, order: TrialOrder, at: EpochMs): void {
  const documents = changedRecords(order, configuration.documents());
  configuration.apply({ documents, at, actor: SYSTEM, summary: { trial: true } });
}
