import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a folder below another and returns its path. */
export function makeFolder(parent: string, name: string): string {
  const path = join(parent, name);
  mkdirSync(path, { recursive: true });
  return path;
}
