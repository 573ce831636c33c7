import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { applySettings } from '#core/config/settings.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { DAY, type EpochMs, toIso } from '#core/model/time.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { prepareDataFolder } from '#main/adapters/system/data-folder.ts';
import { createFileSink, createLog } from '#main/adapters/system/log.ts';
import type { ReplayListener, ReplayOptions } from '#main/hosts/cli/parts.ts';
import type { Store } from '#main/ports/store.ts';
import { Refused } from '#main/services/handlers.ts';
import type { ReplaySummary } from '#main/services/replay/summary.ts';
import type { Installation } from './cli-connection.ts';
import { replayDatabase } from './replay-database.ts';

/**
 * Replays a span in a scratch database; without --dry-run and --set what it found is then merged into the live one, which
 * needs the engine stopped (DECISIONS 24). Throws Refused.
 */
export function runReplay(
  installation: Installation,
  options: Omit<ReplayOptions, 'file'>,
  listener: ReplayListener,
): ReplaySummary {
  const { database, dataFolder } = installation;
  if (!existsSync(database)) throw new Refused('not-found', `There is no database at ${database}.`);
  prepareDataFolder(dataFolder);
  if (options.dry_run || options.sets.length > 0) {
    stepAside();
    return run(installation, options, listener, false);
  }
  const lock = acquireLock(dataFolder);
  if (lock === null) {
    throw new Refused('conflict', 'A replay that writes needs the engine stopped; --dry-run does not.');
  }
  try {
    return run(installation, options, listener, true);
  } finally {
    lock.release();
  }
}

function run(
  { database, dataFolder, resources }: Installation,
  { from, to, sets }: Omit<ReplayOptions, 'file'>,
  listener: ReplayListener,
  keep: boolean,
): ReplaySummary {
  const place = {
    database,
    migrations: join(resources, 'migrations'),
    scratchFolder: dataFolder,
    log: createLog(systemClock, createFileSink(join(dataFolder, 'logs'))),
    prepare: (scratch: Store) => applySets(scratch, sets),
  };
  const span = { from, to, onFinding: listener.opened, onProgress: (at: EpochMs) => tellDays(at, listener) };
  const { summary, merged } = replayDatabase(place, span, keep);
  if (merged !== null) listener.progress(`${merged.findings} findings and ${merged.slots} audits were new.`);
  return summary;
}

/** What is only tried may take longer: the engine and the screens of this machine come first. */
function stepAside(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems let nobody change it: then the replay runs as everything else does.
  }
}

function tellDays(at: EpochMs, listener: ReplayListener): void {
  if (at % DAY === 0) listener.progress(`replayed up to ${toIso(at)}`);
}

/** Changes the configuration of the scratch store alone. Throws Refused with what is wrong about the wishes. */
function applySets(store: Store, sets: readonly string[]): void {
  if (sets.length === 0) return;
  const stored = store.configuration.documents();
  const applied = applySettings(stored, sets);
  if (!applied.ok) {
    const problems = applied.problems.map(({ path, found, expected }) => ({
      file: null,
      place: `--set ${path.join(' ')}`,
      line: null,
      field: null,
      found,
      expected,
    }));
    throw new Refused('bad-request', 'These settings cannot be tried.', problems);
  }
  const before = new Set<unknown>(stored);
  const documents = applied.records.filter((record) => !before.has(record));
  store.transaction(() =>
    store.configuration.apply({ documents, at: systemClock.now(), actor: SYSTEM, summary: { sets } }),
  );
}
