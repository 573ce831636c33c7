import { join } from 'node:path';
import type { EventName } from '#contract/index.ts';
import type { ConfigurationDocument } from '#core/config/document.ts';
import { localActor } from '#core/model/actor.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Finding } from '#core/model/finding.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { openSpool } from '#main/adapters/files/spool.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { type OpenStore, openReader } from '#main/adapters/sqlite/store.ts';
import { type EngineParts, openEngine } from '#main/open-engine.ts';
import type { Log } from '#main/ports/log.ts';
import type { Engine } from '#main/services/engine.ts';
import type { Caller } from '#main/services/handlers.ts';
import { telemetryFiles } from '#main/telemetry-files.ts';
import type { FakeClock } from './clock.ts';
import { createFakeClock } from './clock.ts';
import { MIGRATIONS, tempFolder } from './temp-store.ts';

export const ADA: Caller = { actor: localActor('ada'), scope: 'all' };

/** The real engine on a real database in a temporary folder, under a clock that moves only when told. */
export type EngineBench = AsyncDisposable & {
  readonly clock: FakeClock;
  readonly engine: Engine;
  readonly file: string;
  readonly store: OpenStore;
  readonly emitted: { readonly event: EventName; readonly payload: unknown }[];
  readonly logged: { readonly level: string; readonly message: string }[];
  /** Imports a configuration, all of it. */
  readonly configure: (document: ConfigurationDocument) => Promise<void>;
  readonly say: (...events: TelemetryEvent[]) => void;
  /** Every finding, whatever its status, in the order of detection. */
  readonly findings: (type?: string) => readonly Finding[];
  /** Ends the engine as a crash does (nothing more is written) and brings up another over the same file. */
  readonly restart: (how?: 'crash' | 'planned') => Promise<void>;
};

const RESOURCES = join(import.meta.dirname, '../../resources');

/** What a test changes about the engine; a function where it must know the file. */
type Extra = Pick<
  EngineParts,
  | 'secretCost'
  | 'outgoing'
  | 'facts'
  | 'reportFiles'
  | 'upkeep'
  | 'onRound'
  | 'onTick'
  | 'onStore'
  | 'room'
  | 'backups'
  | 'anchorFiles'
  | 'modelsHeld'
>;

export async function engineBench(
  start: string,
  extra: Extra | ((file: string) => Extra) = {},
): Promise<EngineBench> {
  const folder = tempFolder();
  const file = join(folder.path, 'vigil.db');
  const clock = createFakeClock(start);
  const emitted: EngineBench['emitted'] = [];
  const logged: EngineBench['logged'] = [];
  const tell = (level: string) => (message: string) => void logged.push({ level, message });
  const log: Log = { info: tell('info'), warn: tell('warn'), error: tell('error') };
  const bring = () =>
    openEngine({
      database: file,
      migrations: MIGRATIONS,
      runbooks: join(RESOURCES, 'runbooks'),
      version: 'test',
      clock,
      timers: clock,
      log,
      emit: (event, payload) => void emitted.push({ event, payload }),
      configurationFiles,
      imports: { files: telemetryFiles, spool: openSpool(join(folder.path, 'spool')) },
      ...(typeof extra === 'function' ? extra(file) : extra),
    });
  let open = await bring();
  const reader = openReader(file, MIGRATIONS);
  const readModel = createReadModel(reader.session);
  return {
    clock,
    file,
    emitted,
    logged,
    get engine() {
      return open.engine;
    },
    get store() {
      return open.store;
    },
    async configure(document) {
      const files = [{ name: 'fleet.json', text: JSON.stringify(document) }];
      await open.engine.handlers['configuration.import'](
        { files, dry_run: false, deactivate_missing: false },
        ADA,
      );
    },
    say: (...events) => void open.engine.intake.accept(events, { stamp: 'none', source: 'test' }),
    findings(type) {
      const question = {
        scope: 'all' as const,
        filter: {},
        at: clock.now(),
        after: null,
        limit: 1_000,
        evidence: false,
      };
      const all = readModel.findings.export(question).findings;
      return type === undefined ? all : all.filter(({ finding_type }) => finding_type === type);
    },
    async restart(how = 'crash') {
      if (how === 'planned') open.close(true);
      else {
        clock.forget();
        open.store.close();
      }
      open = await bring();
      open.engine.start();
    },
    async [Symbol.asyncDispose]() {
      reader.close();
      open.close(true);
      folder[Symbol.dispose]();
    },
  };
}
