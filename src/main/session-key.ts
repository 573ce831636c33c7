import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (dataFolder: string) => join(dataFolder, 'session.key');

/** The key that signs loopback sessions: kept over a crash, so that open pages go on; readable by this user alone. */
export function readOrMakeKey(dataFolder: string): string {
  try {
    return readFileSync(fileIn(dataFolder), 'utf8');
  } catch {
    const key = randomBytes(32).toString('hex'); // none yet
    keep(fileIn(dataFolder), key);
    return key;
  }
}

/** On a disk that takes nothing, sessions last as long as the program: the screens are needed most then. */
function keep(file: string, key: string): void {
  try {
    writeFileSync(file, key, { mode: 0o600 });
  } catch {
    // The engine tells what is wrong with the disk.
  }
}

/** Ends every session: the host was closed by a person. */
export const dropKey = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true });
