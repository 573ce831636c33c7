import { readFileSync } from 'node:fs';

/** The text of a file; null where there is none. Throws what the file system throws for everything else. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
