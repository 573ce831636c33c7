import { createHash } from 'node:crypto';
import { type EpochMs, HOUR } from '#core/model/time.ts';
import type { SavedSources, ToldOutage } from '#core/telemetry/source-memory.ts';
import type { Span } from '#core/what-if/tried.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { createReplayedEvents } from '#main/adapters/sqlite/events/index.ts';
import type { Merged } from '#main/adapters/sqlite/replay-merge.ts';
import { mergeReplay } from '#main/adapters/sqlite/replay-merge.ts';
import { digestOfKnowledge, openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { createState } from '#main/adapters/sqlite/state.ts';
import type { Session } from '#main/adapters/sqlite/statements.ts';
import { type OpenStore, openCurrentReader } from '#main/adapters/sqlite/store.ts';
import { toldOutages } from '#main/adapters/sqlite/told-outages.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import { SAVED_SOURCES } from '#main/services/audits/saved-sources.ts';
import { createHeldBaselines } from '#main/services/replay/held-baselines.ts';
import { createHeldEvents } from '#main/services/replay/held-events.ts';
import type { ReplayedEvents, ReplayOptions } from '#main/services/replay/replay.ts';
import { readsOf, replay } from '#main/services/replay/replay.ts';
import type { ReplaySummary } from '#main/services/replay/summary.ts';
import { forgetful } from '#main/services/what-if/forgetful.ts';

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

/** Replays a span of a database into a scratch store that is open. */
const replayInto = (store: Store, place: Place, options: ReplayOptions): ReplaySummary =>
  withLive(place, (_, events) => replay(options, { ...worldOf(place), live: { events }, scratch: store }));

/** A replay for a trial. */
export type TrialReplay = {
  /** Of everything that it reads: two of one key find the same. */
  readonly key: string;
  readonly run: (onProgress: (at: EpochMs) => void) => void;
};

/**
 * The same for a trial: of the sites of the scratch store alone, as if there were no others, with the outages of sources as they were found.
 * Nothing of it is read but the findings, so that what comes in is held in memory.
 */
export const trialOf = (store: OpenStore, place: Place, span: Span): TrialReplay =>
  withLive(place, (session, { digest }) => {
    const sites = store.configuration.documents().flatMap(({ scope, id }) => (scope === 'SITE' ? [id] : []));
    const outages = toldOutages(session, span.to);
    const read = [span, outages, digestOfKnowledge(store.session), digest(sites, readsOf(span))];
    return {
      key: createHash('sha256').update(JSON.stringify(read)).digest('hex'),
      run: (onProgress) =>
        runTrial(store, place, { ...span, onFinding: () => {}, onProgress }, sites, outages),
    };
  });

const runTrial = (
  store: Store,
  place: Place,
  options: ReplayOptions,
  sites: readonly number[],
  outages: readonly ToldOutage[],
): void =>
  withLive(place, (_, events) => {
    judgeNoSource(store, options.from);
    const scratch = {
      ...forgetful(store),
      events: createHeldEvents(store.registry),
      baselines: createHeldBaselines(store.baselines),
    };
    const live = { events: eventsOfSites(events, sites) };
    replay(options, { ...worldOf(place), live, scratch, trial: { outages } });
  });

function withLive<T>(
  { database, migrations }: Place,
  work: (session: Session, events: ReturnType<typeof createReplayedEvents>) => T,
): T {
  const live = openCurrentReader(database, migrations);
  try {
    return work(live.session, createReplayedEvents(live.session, createState(live.session)));
  } finally {
    live.close();
  }
}

const worldOf = ({ log }: Place) => ({ configurationFiles, log, monotonic: systemClock.monotonic });

/** What is told of sources is left out: it would read the events of every site, and says little of a few. */
const eventsOfSites = (events: ReplayedEvents, only: readonly number[]): ReplayedEvents => ({
  ...events,
  heard: () => {},
  received: (from, to) => events.received(from, to, only),
});

/** Sources of which somebody has kept account are not judged by the few sites that a trial hears. */
function judgeNoSource({ state, transaction }: Store, from: EpochMs): void {
  const saved: SavedSources = {
    at: from - HEARD_BEFORE,
    watched_since: Number.MIN_SAFE_INTEGER,
    sources: [],
  };
  transaction(() => state.set(SAVED_SOURCES, JSON.stringify(saved)));
}

/** Which sites a source delivers for is heard of in the hours before. */
const HEARD_BEFORE = 6 * HOUR;
