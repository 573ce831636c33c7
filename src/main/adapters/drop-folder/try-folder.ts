import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the file system did, in its order; `detail`: what it said where it failed. */
export type FolderStep = {
  readonly step: 'WRITE' | 'READ' | 'DELETE';
  readonly ok: boolean;
  readonly detail: string | null;
};

/** Hidden: whoever watches the folder passes it over. */
const NAME = '.vigil-test';

/** Writes a file into the folder, reads it and deletes it. Stops at the first that fails. */
export function tryDropFolder(folder: string): readonly FolderStep[] {
  const file = join(folder, NAME);
  const steps: FolderStep[] = [];
  const attempt = (step: FolderStep['step'], work: () => void): boolean => {
    try {
      work();
      steps.push({ step, ok: true, detail: null });
      return true;
    } catch (error) {
      steps.push({ step, ok: false, detail: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };
  const isWritten = attempt('WRITE', () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, NAME);
  });
  if (isWritten && attempt('READ', () => readBack(file))) attempt('DELETE', () => rmSync(file));
  return steps;
}

function readBack(file: string): void {
  if (readFileSync(file, 'utf8') !== NAME) throw new Error('It holds something else than was written.');
}
