import { existsSync, rmSync, writeFileSync } from 'node:fs';

const markOf = (file: string): string => `${file}.suspect`;

/** The file failed while it was in use: whoever opens it next checks all of it first. A disk that takes no mark has its own way to tell. */
export function markSuspect(file: string): void {
  try {
    writeFileSync(markOf(file), '', { mode: 0o600 });
  } catch {
    // The next one meets the trouble again.
  }
}

export const isSuspect = (file: string): boolean => existsSync(markOf(file));

/** It was checked and is sound. */
export const clearSuspect = (file: string): void => rmSync(markOf(file), { force: true });
