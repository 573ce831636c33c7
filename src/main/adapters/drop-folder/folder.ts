import { lstatSync, mkdirSync, readdirSync, renameSync, type Stats, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DropEntry, DropFolder } from '#main/ports/drop-folder.ts';
import { fileBytes } from './bytes.ts';

const DONE = 'done';
const REJECTED = 'rejected';
const OWN: ReadonlySet<string> = new Set([DONE, REJECTED]);
/** Names under which programs write a file before they give it its own. */
const UNFINISHED = /^\.|~$|\.(tmp|temp|part|partial|crdownload|filepart|swp)$/i;

/** Opens the folder, and makes it with its `done` and `rejected` where they are missing. Throws when it cannot be read and written. */
export function openDropFolder(folder: string): DropFolder {
  for (const part of ['', DONE, REJECTED]) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  readdirSync(folder);
  const look = (name: string): DropEntry | null => {
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return stats === undefined || stats.isDirectory() ? null : entryOf(name, stats);
  };
  return {
    list: () =>
      readdirSync(folder)
        .filter((name) => !OWN.has(name) && !UNFINISHED.test(name))
        .toSorted()
        .flatMap((name) => look(name) ?? []),
    look,
    read: (name) => fileBytes(join(folder, name)),
    finish(name, reason) {
      const place = join(folder, reason === null ? DONE : REJECTED);
      const free = freeName(place, name);
      // The reason first: a file that was rejected without one would not explain itself after a crash.
      if (reason !== null) writeFileSync(join(place, `${free}.reason.txt`), `${reason}\n`);
      renameSync(join(folder, name), join(place, free));
      return free;
    },
    takeBackGrown(name, as, size) {
      const now = lstatSync(join(folder, DONE, as), { throwIfNoEntry: false });
      if (now === undefined || !now.isFile() || now.size === size || look(name) !== null) return false;
      renameSync(join(folder, DONE, as), join(folder, name));
      return true;
    },
  };
}

const entryOf = (name: string, stats: Stats): DropEntry => ({
  name,
  size: stats.size,
  mtime: Math.floor(stats.mtimeMs),
  odd: stats.isFile() ? null : `It is ${kindOf(stats)}: only regular files are read.`,
});

function kindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a link';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

/** The name, or with the first number behind it that nobody has there. */
function freeName(place: string, name: string): string {
  let free = name;
  for (let number = 2; lstatSync(join(place, free), { throwIfNoEntry: false }) !== undefined; number++)
    free = `${name}.${number}`;
  return free;
}
