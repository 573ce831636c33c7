import type { Answer, Input, QueryName } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import type { ConfigurationDocument } from '#core/config/document.ts';
import { buildFleet, type Fleet } from '#core/config/fleet.ts';
import { localActor, type TenantScope } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import { writeText } from '#main/adapters/files/configuration-text.ts';
import { openArchiveReads } from '#main/adapters/sqlite/archive/archive.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { type OpenStore, openReader } from '#main/adapters/sqlite/store.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { MapFile } from '#main/ports/map-file.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { HostFacts } from '#main/services/queries/engine.ts';
import { createQueryHandlers } from '#main/services/queries/query-handlers.ts';
import { createFakeClock, type FakeClock } from '#test/kit/clock.ts';
import { fleetDocument, recordsOf } from '#test/kit/fleet.ts';
import { MIGRATIONS, type TempStore, tempStore } from '#test/kit/temp-store.ts';

/** A data folder without a map of its own. */
export const NO_MAP: MapFile = {
  info: () => ({ state: 'absent', bytes: null, modified: null, reason: null }),
  read: () => null,
};

/** A database of which nothing was ever archived. */
export const NO_ARCHIVE: ArchiveReads = {
  findings: () => null,
  indicators: () => null,
  detailsDue: () => null,
  bytes: () => null,
  runbookUses: () => null,
  check: () => ({ findings: 0, problems: [] }),
};

export const HOST: HostFacts = {
  version: '0.0.0',
  host: 'cli',
  demo: false,
  timezone: 'UTC',
  state: () => ({ state: 'RUNNING', reason: null }),
};

/** The real store on a real file, and beside it the real reader on a connection of its own. */
export type ReadBench = Disposable & {
  readonly file: string;
  readonly store: OpenStore;
  readonly readModel: ReadModel;
  readonly clock: FakeClock;
  /** Statements that the reader has run so far. */
  readonly statements: () => number;
  readonly fleet: () => Fleet;
  /** Replaces the stored configuration and the fleet. */
  readonly configure: (document: ConfigurationDocument) => void;
  readonly save: (findings: readonly Finding[]) => void;
  /** Asks as `dispatch` would: parsed by the method's schemas on the way in and out. */
  readonly ask: <M extends QueryName>(method: M, input: Input<M>, scope?: TenantScope) => Promise<Answer<M>>;
};

export function readBench(document: ConfigurationDocument = fleetDocument({ sites: 2 })): ReadBench {
  const temp = tempStore();
  const { store } = temp;
  const clock = createFakeClock();
  let fleet = configured(store, document);
  const reader = openReader(temp.file, MIGRATIONS);
  const readModel = createReadModel(reader.session);
  const archive = openArchiveReads({ database: temp.file, live: reader.session, migrations: MIGRATIONS });
  const handlers = createQueryHandlers({
    readModel,
    configuration: createConfigurationRepo(reader.session),
    writeText,
    fleet: () => fleet,
    clock,
    host: HOST,
    mapFile: NO_MAP,
    archive,
  });
  return {
    file: temp.file,
    store,
    readModel,
    clock,
    statements: reader.session.count,
    fleet: () => fleet,
    configure(changed) {
      fleet = configured(store, changed);
    },
    save: (findings) => store.transaction(() => store.findings.save(findings)),
    async ask(method, input, scope = 'all') {
      // Safe: the handler of a name gets what the schema of that name has just parsed.
      const handle = handlers[method] as (parsed: unknown, caller: unknown) => unknown;
      const answer = await handle(methods[method].input.parse(input), { actor: localActor('tester'), scope });
      return methods[method].output.parse(answer) as Answer<typeof method>; // safe: parsed by its own schema
    },
    [Symbol.dispose]() {
      archive.close();
      closeAll(reader, temp);
    },
  };
}

function configured(store: OpenStore, document: ConfigurationDocument): Fleet {
  return store.transaction(() => {
    const documents = recordsOf(document).map(({ id: _, ...record }) => record);
    const version = store.configuration.apply({
      documents,
      at: 0,
      actor: localActor('tester'),
      summary: null,
    });
    return buildFleet(store.configuration.documents(), store.registry, version);
  });
}

function closeAll(reader: { readonly close: () => unknown }, temp: TempStore): void {
  reader.close();
  temp[Symbol.dispose]();
}
