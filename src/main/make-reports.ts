import type { Fleet } from '#core/config/fleet.ts';
import { writeText } from '#main/adapters/files/configuration-text.ts';
import { openMapFile } from '#main/adapters/files/map-file.ts';
import type { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import { dataFolderOf, mapFileOf } from '#main/adapters/system/data-folder.ts';
import type { Clock } from '#main/ports/time.ts';
import type { HostFacts } from '#main/services/queries/engine.ts';
import { createQueryHandlers } from '#main/services/queries/query-handlers.ts';
import type { Make } from '#main/services/reports/keep.ts';

export type ReportsParts = {
  readonly store: OpenStore;
  readonly readModel: ReturnType<typeof createReadModel>;
  readonly database: string;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly facts: Omit<HostFacts, 'state'>;
};

/** Makes reports where the engine is, as the screens ask for them: what is kept is what was true at that moment. Brought up when it is first needed. */
export function createMakeReport({ store, database, facts, ...parts }: ReportsParts): Make {
  const open = () =>
    createQueryHandlers({
      ...parts,
      configuration: store.configuration,
      writeText,
      host: { ...facts, state: () => ({ state: 'RUNNING', reason: null }) },
      // A report is of what people still work on.
      archive: { findings: () => null, check: () => ({ findings: 0, problems: [] }) },
      mapFile: openMapFile(mapFileOf(dataFolderOf(database))),
    });
  let handlers: ReturnType<typeof open> | null = null;
  return async (order, caller) => {
    handlers ??= open();
    return handlers['reports.make']({ order }, caller);
  };
}
