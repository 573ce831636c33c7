import { buildFleet, EMPTY_FLEET, type Fleet } from '#core/config/fleet.ts';
import { anchorFilesOf } from '#main/adapters/files/anchor-file.ts';
import { writeText } from '#main/adapters/files/configuration-text.ts';
import { openMapFile } from '#main/adapters/files/map-file.ts';
import { openArchiveReads } from '#main/adapters/sqlite/archive/archive.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openCurrentReader } from '#main/adapters/sqlite/store.ts';
import { dataFolderOf, mapFileOf } from '#main/adapters/system/data-folder.ts';
import { openDiagnosticsReads } from '#main/adapters/system/diagnostics-reads.ts';
import type { Clock } from '#main/ports/time.ts';
import type { QueryHandlers } from '#main/services/handlers.ts';
import type { HostFacts } from '#main/services/queries/engine.ts';
import { createQueryHandlers } from '#main/services/queries/query-handlers.ts';

export type QueriesParts = {
  readonly database: string;
  readonly migrations: string;
  readonly clock: Clock;
  readonly host: HostFacts;
};
export type OpenQueries = {
  readonly handlers: QueryHandlers;
  /** Reads the fleet, which the first question would wait for: some 300 ms at 10,000 sites. Throws what a question would. */
  readonly warmUp: () => void;
  readonly close: () => void;
};

/** Opens a database to answer questions only, beside its engine or without one. Throws what `openCurrentReader` throws. */
export function openQueries({ database, migrations, clock, host }: QueriesParts): OpenQueries {
  const reader = openCurrentReader(database, migrations);
  const configuration = createConfigurationRepo(reader.session);
  let fleet: Fleet = EMPTY_FLEET;
  const current = () => {
    const version = configuration.version();
    if (version !== fleet.version)
      fleet = reader.session.snapshot(() =>
        buildFleet(configuration.eachDocument(), NO_IDS, configuration.version()),
      );
    return fleet;
  };
  const readModel = createReadModel(reader.session);
  const archive = openArchiveReads({ database, live: reader.session, migrations });
  const mapFile = openMapFile(mapFileOf(dataFolderOf(database)));
  return {
    handlers: createQueryHandlers({
      readModel,
      configuration,
      writeText,
      fleet: current,
      clock,
      host,
      mapFile,
      archive,
      anchorFiles: anchorFilesOf(dataFolderOf(database)),
      diagnostics: openDiagnosticsReads(dataFolderOf(database)),
    }),
    warmUp: () => void current(),
    close() {
      archive.close();
      reader.close();
    },
  };
}

/** Questions name people and devices by their codes; only the engine stores events under integers. */
const NO_IDS = { person: () => 0, device: () => 0 };
