import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Where Vigil keeps its data on this kind of machine; the demonstration has a folder of its own (DECISIONS 30). */
export function defaultDataFolder(
  demo: boolean,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const name = demo ? 'vigil-demo' : 'vigil';
  const chosen = environment.VIGIL_DATA;
  if (chosen) return demo ? join(chosen, 'demo') : chosen;
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), name);
}

/**
 * Creates the folder, readable by its owner alone (Windows keeps its own rights). One that was there keeps its rights: beside a
 * `--db FILE` it is a person's own, and may be shared. Throws when it cannot.
 */
export function prepareDataFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

const DATABASE = 'vigil.db';

/** The database inside a data folder. */
export const databaseFile = (folder: string): string => join(folder, DATABASE);

/** The map that an administrator may add to a data folder. */
export const mapFileOf = (folder: string): string => join(folder, 'map.pmtiles');

/** The data folder of a database file (`--db FILE`): where its lock, socket and log are. A file of another name gets a folder of its own beside it. */
export function dataFolderOf(database: string): string {
  const file = resolve(database);
  return basename(file) === DATABASE ? dirname(file) : `${file}.vigil`;
}
