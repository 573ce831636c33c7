import { type FileHandle, mkdir, open, readFile, truncate } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import { createPatience } from './patience.ts';

/** More than any line of anchors, bytes. */
const LONGEST_LINE = 1_024;
/** How every line begins. */
const BEGINNING = '{"at":"';

/** Anchors of the trail of a data folder: beside it unless another place was chosen, for what removes the folder should leave them. */
export function anchorFilesOf(dataFolder: string): OpenAnchorFile {
  const folder = resolve(dataFolder);
  const patiently = createPatience();
  return (chosen) => {
    const path = chosen || join(dirname(folder), `${basename(folder)}-anchors.ndjson`);
    return {
      path,
      read: () => patiently(path, () => readIfThere(path)),
      append: (line) => patiently(path, () => appendLine(path, line)),
    };
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+', 0o600);
  try {
    const whole = await wholeBytes(file, path);
    // By its path: Windows lets nobody cut what is open for appending.
    if (whole !== null) await truncate(path, whole);
    await file.writeFile(line);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** How much of a file is whole lines; null: all of it. A last line that stopped half-way would spoil the one after it. Rejects for a file of something else. */
async function wholeBytes(file: FileHandle, path: string): Promise<number | null> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, LONGEST_LINE));
  await file.read(tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf('\n') + 1;
  if (end === tail.length) return null;
  // Some file systems fill with zeros what they had no time to write.
  const torn = tail.toString('utf8', end).replace(/\0+$/, '').slice(0, BEGINNING.length);
  if (!BEGINNING.startsWith(torn)) throw new Error(`${path} ends with a line that is no anchor`);
  return size - tail.length + end;
}
