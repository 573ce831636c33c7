import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Spool } from '#main/ports/spool.ts';

/** One file a piece, in a folder for each import. The folder is made when it is needed, and readable by its owner alone. */
export function openSpool(folder: string): Spool {
  const folderOf = (importId: string) => join(folder, importId);
  const pieceOf = (importId: string, file: number, piece: number) =>
    join(folderOf(importId), `${file}-${piece}.part`);
  return {
    put({ import: importId, file, piece }, text) {
      mkdirSync(folderOf(importId), { recursive: true, mode: 0o700 });
      writeFileSync(pieceOf(importId, file, piece), text, { mode: 0o600 });
    },
    read({ import: importId, file }, pieces) {
      const texts = Array.from({ length: pieces }, (_, piece) => textOf(pieceOf(importId, file, piece)));
      return texts.includes(null) ? null : texts.join('');
    },
    size: (importId) =>
      entriesOf(folderOf(importId)).reduce(
        (sum, name) => sum + statSync(join(folderOf(importId), name)).size,
        0,
      ),
    remove: (importId) => rmSync(folderOf(importId), { recursive: true, force: true, maxRetries: 5 }),
    sweep(before) {
      for (const name of entriesOf(folder))
        if (statSync(join(folder, name)).mtimeMs < before)
          rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
