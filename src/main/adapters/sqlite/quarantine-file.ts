import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Moves a damaged database with its -wal and -shm into a new numbered folder of `quarantine/` beside it.
 * Nothing is deleted or overwritten. Returns the folder.
 */
export function moveAside(file: string): string {
  const folder = nextFolder(join(dirname(file), 'quarantine'));
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, join(folder, basename(file) + suffix));
  }
  return folder;
}

/** The newest folder of `quarantine/` that holds this database; null when it was never moved there. */
export const movedAside = (file: string): string | null => foldersAside(file).at(-1) ?? null;

/** How many databases were put aside here. */
export const countAside = (file: string): number => foldersAside(file).length;

/** Deletes every database that was put aside here, and returns how many those were. */
export function removeAside(file: string): number {
  const folders = foldersAside(file);
  for (const folder of folders) rmSync(folder, { recursive: true });
  return folders.length;
}

function foldersAside(file: string): readonly string[] {
  const quarantine = join(dirname(file), 'quarantine');
  if (!existsSync(quarantine)) return [];
  return readdirSync(quarantine)
    .filter((name) => existsSync(join(quarantine, name, basename(file))))
    .sort()
    .map((name) => join(quarantine, name));
}

function nextFolder(quarantine: string): string {
  mkdirSync(quarantine, { recursive: true });
  const newest = Math.max(0, ...readdirSync(quarantine).map(Number).filter(Number.isInteger));
  const folder = join(quarantine, String(newest + 1).padStart(4, '0'));
  mkdirSync(folder);
  return folder;
}
