import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The longest path that a socket address holds on every system, in bytes. */
const LONGEST_PATH = 100;
const KEY_FILE = 'socket.key';

/** Where the engine of this data folder listens: a socket inside the folder, or a named pipe on Windows. */
export function socketAddress(dataFolder: string): string {
  const folder = resolve(dataFolder);
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\vigil-${digest}`;
  const inside = join(folder, 'vigil.sock');
  return Buffer.byteLength(inside) <= LONGEST_PATH ? inside : join(tmpdir(), `vigil-${digest}.sock`);
}

/** Writes a fresh key that only this user can read; whoever shows it may call. A named pipe alone would not tell users apart. */
export function writeKey(dataFolder: string): string {
  const key = randomBytes(16).toString('hex');
  writeFileSync(join(dataFolder, KEY_FILE), key, { mode: 0o600 });
  return key;
}

/** The key of the engine that runs on this folder, or null when none ever did. */
export function readKey(dataFolder: string): string | null {
  try {
    return readFileSync(join(dataFolder, KEY_FILE), 'utf8').trim();
  } catch {
    return null;
  }
}
