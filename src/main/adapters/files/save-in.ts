import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SaveFile } from '#main/ports/print-report.ts';

/** Puts a file into a folder that is made where it is missing, whole or not at all. Throws what the file system says. */
export const saveIn: SaveFile = (folder, name, bytes) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const beside = `${file}.part`;
  try {
    writeFileSync(beside, bytes);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};
