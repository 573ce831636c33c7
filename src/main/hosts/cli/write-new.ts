import { randomUUID } from 'node:crypto';
import { access, link, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file that is not there yet, whole or not at all: what is there already may be the only copy of something, and half a file looks like one.
 * Rejects with what the file system says; EEXIST: there is such a file.
 */
export async function writeNew(file: string, content: Uint8Array | Iterable<Uint8Array>): Promise<void> {
  const beside = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(beside, content, { flag: 'wx', flush: true });
    await takeName(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

/** A second name replaces nothing. Sticks and some shares know of one name only: there a look has to do. */
async function takeName(beside: string, file: string): Promise<void> {
  try {
    await link(beside, file);
  } catch (error) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) throw error;
    await rename(beside, file);
  }
}
