import { basename, dirname, join, resolve } from 'node:path';

/** Where the archive of a database is: in its data folder, so that two databases beside each other have each their own. */
export function archiveOf(database: string): string {
  const file = resolve(database);
  return join(basename(file) === 'vigil.db' ? dirname(file) : `${file}.vigil`, 'archive.db');
}
