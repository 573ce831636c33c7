import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SaveFile } from '#main/ports/print-report.ts';
import { createPatience } from './patience.ts';

const patiently = createPatience();

/** Puts a file into a folder that is made where it is missing, whole or not at all. Rejects with what the file system says, or where it says nothing. */
export const saveIn: SaveFile = (folder, name, bytes) =>
  patiently(folder, async () => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, name);
    const beside = `${file}.part`;
    try {
      await writeFile(beside, bytes);
      await rename(beside, file);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  });
