import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { ConfigurationDocument } from '#core/config/document.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { type OpenEngine, openEngine } from '#main/open-engine.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Engine } from '#main/services/engine.ts';
import { createGateOpener } from '#main/workers/gate-thread.ts';
import { ADA } from './engine-bench.ts';
import { fleetDocument } from './fleet.ts';
import { MIGRATIONS, tempFolder } from './temp-store.ts';

/** The real engine with its real thread of the gates, on real sockets and folders, under the real clock. */
export type IntakeBench = AsyncDisposable & {
  readonly engine: Engine;
  readonly store: Store;
  readonly database: string;
  readonly folder: string;
  readonly logged: { readonly level: string; readonly message: string; readonly fields?: unknown }[];
  /** Opens the listener on any free port of the loopback address; gives its address. */
  readonly openHttp: () => Promise<string>;
  readonly addKey: (name?: string, tenant?: string) => Promise<string>;
  /** Rows of a statement, read beside the engine. */
  readonly rows: <Row>(sql: string) => readonly Row[];
};

/** Two sites of T-1 (S-1, S-3) and one of T-2 (S-2). */
export const INTAKE_FLEET = fleetDocument({ sites: 3, tenants: 2 });

/** Where the engine finds what it reads, and the file of the thread of its gates. */
export type GateFiles = { readonly resources: string; readonly thread: URL; readonly parser: URL };
const SOURCES: GateFiles = {
  resources: join(MIGRATIONS, '..'),
  thread: new URL('../../src/main/workers/intake.ts', import.meta.url),
  parser: new URL('../../src/main/workers/parser.ts', import.meta.url),
};

/** The real engine on a database, with its gates in their own thread and the drop folder beside the file. */
export function openWithGates(
  database: string,
  log: Log,
  { resources, thread, parser }: GateFiles = SOURCES,
): Promise<OpenEngine> {
  const world = { clock: systemClock, timers: systemTimers, log };
  return openEngine({
    ...world,
    database,
    migrations: join(resources, 'migrations'),
    runbooks: join(resources, 'runbooks'),
    version: 'test',
    emit: () => {},
    configurationFiles,
    outside: {
      openGate: createGateOpener({ ...world, file: () => thread, parser: () => parser }),
      folder: join(dirname(database), 'drop'),
    },
  });
}

export async function intakeBench(document: ConfigurationDocument = INTAKE_FLEET): Promise<IntakeBench> {
  const folder = tempFolder();
  const database = join(folder.path, 'vigil.db');
  const logged: { level: string; message: string; fields?: unknown }[] = [];
  const tell = (level: string) => (message: string, fields?: unknown) =>
    void logged.push({ level, message, fields });
  const log: Log = { info: tell('info'), warn: tell('warn'), error: tell('error') };
  const { engine, store, close } = await openWithGates(database, log);
  const files = [{ name: 'fleet.json', text: JSON.stringify(document) }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, ADA);
  return {
    engine,
    store,
    database,
    folder: join(folder.path, 'drop'),
    logged,
    async openHttp() {
      const { http } = await engine.handlers['intake.configure']({ http: true, port: 0 }, ADA);
      return `http://127.0.0.1:${http.port}`;
    },
    addKey: async (name = 'radio', tenant = 'T-1') =>
      (await engine.handlers['keys.add']({ name, tenant }, ADA)).key,
    rows<Row>(sql: string) {
      const reader = new Database(database, { readonly: true });
      try {
        return reader.prepare<[], Row>(sql).all();
      } finally {
        reader.close();
      }
    },
    async [Symbol.asyncDispose]() {
      await engine.closeGates();
      close(true);
      folder[Symbol.dispose]();
    },
  };
}

/** Waits until something holds; a test that waits in vain ends with its own time limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise<void>((done) => systemTimers.after(20, done));
}
