import type { Fleet } from '#core/config/fleet.ts';
import { writeText } from '#main/adapters/files/configuration-text.ts';
import { openMapFile } from '#main/adapters/files/map-file.ts';
import { openArchiveReads } from '#main/adapters/sqlite/archive/archive.ts';
import type { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import { dataFolderOf, mapFileOf } from '#main/adapters/system/data-folder.ts';
import type { Clock } from '#main/ports/time.ts';
import type { GatherCheckup } from '#main/services/checkups/commands.ts';
import { gatherItems } from '#main/services/checkups/gather.ts';
import { PROGRAM } from '#main/services/handlers.ts';
import type { HostFacts } from '#main/services/queries/engine.ts';
import { createQueryHandlers } from '#main/services/queries/query-handlers.ts';
import type { Make } from '#main/services/reports/keep.ts';
import type { GetStanding } from '#main/services/rollout/commands.ts';

export type OwnAnswersParts = {
  readonly store: OpenStore;
  readonly readModel: ReturnType<typeof createReadModel>;
  readonly database: string;
  readonly migrations: string;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly facts: Omit<HostFacts, 'state'>;
};

/** What the engine answers itself, as the screens ask it: what is kept with a decision is what was true at that moment. */
export type OwnAnswers = {
  readonly makeReport: Make;
  readonly rollout: GetStanding;
  readonly gatherCheckup: GatherCheckup;
};

/** Brought up when something is first asked. */
export function createOwnAnswers({ store, database, migrations, facts, ...parts }: OwnAnswersParts): {
  readonly answers: OwnAnswers;
  readonly close: () => void;
} {
  const archive = openArchiveReads({ database, live: store.session, migrations });
  const open = () =>
    createQueryHandlers({
      ...parts,
      configuration: store.configuration,
      writeText,
      host: { ...facts, state: () => ({ state: 'RUNNING', reason: null }) },
      archive,
      mapFile: openMapFile(mapFileOf(dataFolderOf(database))),
    });
  let opened: ReturnType<typeof open> | null = null;
  const handlers = () => {
    opened ??= open();
    return opened;
  };
  const answers: OwnAnswers = {
    makeReport: async (order, caller) => handlers()['reports.make']({ order }, caller),
    rollout: async () => handlers()['rollout.get']({}, PROGRAM),
    gatherCheckup: {
      items: (about, caller) => {
        const { readModel, fleet } = parts;
        return gatherItems({ asked: handlers(), readModel, fleet, timezone: facts.timezone }, about, caller);
      },
      timezone: facts.timezone,
      mark: facts.demo ? 'SAMPLE DATA' : null,
    },
  };
  return { answers, close: archive.close };
}
