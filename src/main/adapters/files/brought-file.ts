import { open, stat } from 'node:fs/promises';
import type { OpenBroughtFile } from '#main/ports/brought-file.ts';

/** A file by its path, opened anew for each piece: nobody holds it between two of them. */
export const openBroughtFile: OpenBroughtFile = async (path) => {
  const found = await stat(path);
  if (!found.isFile()) throw new Error('it is no file');
  return {
    bytes: found.size,
    async read(at, length) {
      await using file = await open(path, 'r');
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    },
  };
};
