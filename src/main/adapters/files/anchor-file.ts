import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';

/** Anchors of the trail of a data folder: beside it unless another place was chosen, for what removes the folder should leave them. */
export const anchorFilesOf =
  (dataFolder: string): OpenAnchorFile =>
  (chosen) => {
    const folder = resolve(dataFolder);
    const path = chosen || join(dirname(folder), `${basename(folder)}-anchors.ndjson`);
    return {
      path,
      read() {
        try {
          return readFileSync(path, 'utf8');
        } catch (error) {
          if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
          throw error;
        }
      },
      append(line) {
        mkdirSync(dirname(path), { recursive: true });
        const file = openSync(path, 'a', 0o600);
        try {
          writeSync(file, line);
          fsyncSync(file);
        } finally {
          closeSync(file);
        }
      },
    };
  };
