import { isAbsolute } from 'node:path';
import type { OpenUpdateSource, UpdateSource } from '#main/ports/updates.ts';
import { folderSource } from './folder.ts';

/** A folder by its path, or a file server by its address. Throws for what is neither. */
export const createOpenUpdateSource =
  (fileServer: (address: string) => UpdateSource): OpenUpdateSource =>
  (address) => {
    if (/^https?:\/\//i.test(address)) return fileServer(address);
    if (isAbsolute(address)) return folderSource(address);
    throw new Error(`${address} is neither an address nor the whole path of a folder of this system.`);
  };
