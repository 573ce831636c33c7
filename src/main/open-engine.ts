import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { type OpenStore, openStore } from '#main/adapters/sqlite/store.ts';
import { randomId } from '#main/adapters/system/random-id.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { createEngine, type Engine, type EngineOptions } from '#main/services/engine.ts';
import { seedRunbooks } from './seed-runbooks.ts';

export type EngineParts = {
  readonly database: string;
  /** Folder of the shipped migrations. */
  readonly migrations: string;
  /** Folder of the seeded runbooks. */
  readonly runbooks: string;
  readonly version: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly emit: EngineOptions['emit'];
  readonly configurationFiles: ConfigurationFiles;
  readonly onRound?: EngineOptions['onRound'];
  readonly onTick?: EngineOptions['onTick'];
  readonly upkeep?: EngineOptions['upkeep'];
};
export type OpenEngine = {
  readonly engine: Engine;
  readonly store: OpenStore;
  /** Stops the engine and closes its file. */
  readonly close: (planned: boolean) => void;
};

/**
 * Opens the database as its one writer and brings up an engine on it; nothing runs yet. Hold the data folder's lock first.
 * Throws what `openStore` throws.
 */
export async function openEngine(parts: EngineParts): Promise<OpenEngine> {
  const { clock, timers, log, emit, configurationFiles, onRound, onTick, upkeep } = parts;
  const store = openStore(parts.database, { migrations: parts.migrations, profile: 'durable' });
  const readModel = createReadModel(store.session);
  const engine = createEngine({
    store,
    clock,
    timers,
    randomId,
    log,
    emit,
    rowsOf: (ids) => readModel.findings.rows('all', ids),
    configurationFiles,
    ...(onRound === undefined ? {} : { onRound }),
    ...(onTick === undefined ? {} : { onTick }),
    ...(upkeep === undefined ? {} : { upkeep }),
  });
  await seedRunbooks(parts.runbooks, parts.version, store, configurationFiles, engine.handlers);
  return {
    engine,
    store,
    close(planned) {
      engine.stop(planned);
      store.close();
    },
  };
}
