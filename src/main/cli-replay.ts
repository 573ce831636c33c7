import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { applySettings } from '#core/config/settings.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { DAY, type EpochMs, toIso } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { createEventRepo } from '#main/adapters/sqlite/events/index.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { mergeReplay } from '#main/adapters/sqlite/replay-merge.ts';
import { openScratch, type Scratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { createState } from '#main/adapters/sqlite/state.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { prepareDataFolder } from '#main/adapters/system/data-folder.ts';
import { createFileSink, createLog } from '#main/adapters/system/log.ts';
import type { ReplayListener, ReplayOptions } from '#main/hosts/cli/parts.ts';
import { Refused } from '#main/services/handlers.ts';
import { replay } from '#main/services/replay/replay.ts';
import type { ReplaySummary } from '#main/services/replay/summary.ts';
import type { Installation } from './cli-connection.ts';

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
  if (options.dry_run || options.sets.length > 0) return inScratch(installation, options, listener, () => {});
  const lock = acquireLock(dataFolder);
  if (lock === null) {
    throw new Refused('conflict', 'A replay that writes needs the engine stopped; --dry-run does not.');
  }
  try {
    return inScratch(installation, options, listener, (file) => {
      const { findings, slots } = mergeReplay(database, file);
      listener.progress(`${findings} findings and ${slots} audits were new.`);
    });
  } finally {
    lock.release();
  }
}

function inScratch(
  { database, dataFolder, resources }: Installation,
  { from, to, sets }: Omit<ReplayOptions, 'file'>,
  listener: ReplayListener,
  keep: (scratchFile: string) => void,
): ReplaySummary {
  const migrations = join(resources, 'migrations');
  const live = openReader(database, migrations);
  const scratch = openScratch(database, dataFolder, migrations);
  try {
    applySets(scratch, sets);
    const readModel = createReadModel(scratch.store.session);
    const summary = replay(
      { from, to, onFinding: listener.opened, onProgress: (at) => tellDays(at, listener) },
      {
        live: { events: createEventRepo(live.session, createState(live.session)) },
        scratch: scratch.store,
        rowsOf: (ids) => readModel.findings.rows('all', ids),
        configurationFiles,
        log: createLog(systemClock, createFileSink(join(dataFolder, 'logs'))),
        monotonic: systemClock.monotonic,
      },
    );
    keep(scratch.file);
    return summary;
  } finally {
    scratch.dispose();
    live.close();
  }
}

function tellDays(at: EpochMs, listener: ReplayListener): void {
  if (at % DAY === 0) listener.progress(`replayed up to ${toIso(at)}`);
}

/** Changes the configuration of the scratch store alone. Throws Refused with what is wrong about the wishes. */
function applySets({ store }: Scratch, sets: readonly string[]): void {
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
