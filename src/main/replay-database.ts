import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { createReplayedEvents } from '#main/adapters/sqlite/events/index.ts';
import type { Merged } from '#main/adapters/sqlite/replay-merge.ts';
import { mergeReplay } from '#main/adapters/sqlite/replay-merge.ts';
import { openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { createState } from '#main/adapters/sqlite/state.ts';
import { openCurrentReader } from '#main/adapters/sqlite/store.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { ReplayedEvents, ReplayOptions } from '#main/services/replay/replay.ts';
import { replay } from '#main/services/replay/replay.ts';
import type { ReplaySummary } from '#main/services/replay/summary.ts';

export type ReplayedDatabase = {
  readonly database: string;
  /** Folder of the shipped migrations. */
  readonly migrations: string;
  /** Where the scratch store may lie while the replay runs. */
  readonly scratchFolder: string;
  readonly log: Log;
  /** Changes the scratch store before the replay begins: settings that are only tried. */
  readonly prepare?: (scratch: Store) => void;
};

/** Replays a span of a database in a scratch store beside it; with `keep` what it found is merged into the database. Whoever keeps holds the folder's lock. */
export function replayDatabase(
  place: ReplayedDatabase,
  options: ReplayOptions,
  keep: boolean,
): { readonly summary: ReplaySummary; readonly merged: Merged | null } {
  const { database, migrations, scratchFolder, prepare } = place;
  const scratch = openScratch(database, scratchFolder, migrations);
  try {
    prepare?.(scratch.store);
    // Its reader is closed before the merge: only a writer that closes last leaves everything in the one file.
    const summary = replayInto(scratch.store, place, options);
    scratch.store.session.flush();
    return { summary, merged: keep ? mergeReplay(database, scratch.file) : null };
  } finally {
    scratch.dispose();
  }
}

/** What a replay reads, and where it works. */
type Place = Pick<ReplayedDatabase, 'database' | 'migrations' | 'log'>;

/** Replays a span of a database into a scratch store that is open; with `only` as if there were no other sites. */
export function replayInto(
  store: Store,
  { database, migrations, log }: Place,
  options: ReplayOptions,
  only: readonly number[] | null = null,
): ReplaySummary {
  const live = openCurrentReader(database, migrations);
  try {
    const events = createReplayedEvents(live.session, createState(live.session));
    return replay(options, {
      live: { events: only === null ? events : eventsOfSites(events, only) },
      scratch: store,
      configurationFiles,
      log,
      monotonic: systemClock.monotonic,
    });
  } finally {
    live.close();
  }
}

/** What is told of sources is left out: it would read the events of every site, and says little of a few. */
const eventsOfSites = (events: ReplayedEvents, only: readonly number[]): ReplayedEvents => ({
  ...events,
  heard: () => {},
  received: (from, to) => events.received(from, to, only),
});
