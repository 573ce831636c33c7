import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStore, openStore, type StoreOptions } from '#main/adapters/sqlite/store.ts';

/** Folder of what the program ships. */
export const RESOURCES = join(import.meta.dirname, '../../resources');
export const MIGRATIONS = join(RESOURCES, 'migrations');

/** A new folder under the system's temporary one, removed with everything in it, and the anchors beside it, at the end of the block that `using`s it. */
export function tempFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'vigil-'));
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true });
      rmSync(`${path}-anchors.ndjson`, { force: true }); // beside it, where an hour was full
    },
  };
}

/** A real store on a real file; `reopen` closes it and opens the same file again. */
export type TempStore = Disposable & {
  readonly file: string;
  readonly store: OpenStore;
  readonly reopen: () => OpenStore;
};

export function tempStore(profile: StoreOptions['profile'] = 'durable'): TempStore {
  const folder = tempFolder();
  const file = join(folder.path, 'vigil.db');
  const open = (): OpenStore => openStore(file, { migrations: MIGRATIONS, profile });
  let store = open();
  return {
    file,
    get store() {
      return store;
    },
    reopen() {
      store.close();
      store = open();
      return store;
    },
    [Symbol.dispose]() {
      store.close();
      folder[Symbol.dispose]();
    },
  };
}
