import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { UpdateSource } from '#main/ports/updates.ts';

/** Updates in a folder of this machine, or of a file server by its path (UNC). */
export const folderSource = (folder: string): UpdateSource => ({
  read: async (name, longest) => readPart(join(folder, name), 0, longest + 1, longest),
  piece: async (name, { from, bytes, total }) => {
    const found = readPart(join(folder, name), from, bytes, total);
    if (found.byteLength === 0) throw new Error(`${name} is shorter than the manifest says.`);
    return found;
  },
});

/** `longest`: the whole file may be so long. */
function readPart(file: string, from: number, bytes: number, longest: number): Uint8Array {
  const handle = openSync(file, 'r');
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw new Error(`${file} is no plain file.`);
    if (stat.size > longest) throw new Error(`${file} is longer than ${longest} bytes.`);
    const into = new Uint8Array(Math.min(bytes, Math.max(0, stat.size - from)));
    return into.subarray(0, readSync(handle, into, 0, into.byteLength, from));
  } finally {
    closeSync(handle);
  }
}
