import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MovedKeys } from '#core/keeping/moved-keys.ts';
import { readAs } from '#core/kit/read-as.ts';
import { openWith, shutWith } from './sealed-words.ts';
import { INCOMING_KEY, SECRET_KEY } from './secret-key.ts';

const FILES = { signing: 'signing.pem', lan: 'lan.pem' } as const;
const MARK = Buffer.from('VIGILKEYS1\n');

/** Where the keys of a backup lie. */
export const keysBeside = (backup: string): string => `${backup}.keys`;

/** The keys that lie in a data folder as files. */
export const keyFilesIn = (dataFolder: string): Pick<MovedKeys, 'signing' | 'lan'> => ({
  signing: textIn(join(dataFolder, FILES.signing)),
  lan: textIn(join(dataFolder, FILES.lan)),
});

const textIn = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** A file of keys, shut with words. */
export const sealKeys = async (words: string, keys: MovedKeys): Promise<Buffer> =>
  Buffer.concat([MARK, await shutWith(words, JSON.stringify(keys))]);

/** What is in a file of keys, or why it cannot be told. */
export async function openKeys(
  words: string,
  bytes: Buffer,
): Promise<{ readonly keys: MovedKeys } | { readonly why: string }> {
  if (!bytes.subarray(0, MARK.length).equals(MARK)) return { why: 'it is no file of keys' };
  const text = await openWith(words, bytes.subarray(MARK.length));
  if (text === null) return { why: 'it was shut with other words, or was changed' };
  const read = readAs(MovedKeys, JSON.parse(text));
  if (!read.success) return { why: 'it is of another version of Vigil' };
  const { signing } = read.data;
  if (signing !== null && !isKey(signing)) return { why: 'the key in it is none' };
  return { keys: read.data };
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

/**
 * Puts the keys of another machine into a data folder. Those that were there stay beside them, with `.before-INSTANT` at their end. The key of the secrets is shut
 * by this machine's own key store when Vigil starts next; until then it lies there as the others do, readable by this user alone. Returns the files that were put aside.
 */
export function putKeys(dataFolder: string, keys: MovedKeys, at: number): readonly string[] {
  const aside: string[] = [];
  const putAside = (file: string) => {
    const old = `${file}.before-${at}`;
    renameSync(file, old);
    aside.push(old);
  };
  const put = (name: string, text: string | null) => {
    if (text === null) return;
    const file = join(dataFolder, name);
    if (existsSync(file) && readFileSync(file, 'utf8') !== text) putAside(file);
    writeFileSync(file, text, { mode: 0o600 });
  };
  put(FILES.signing, keys.signing);
  put(FILES.lan, keys.lan);
  // Shut by this machine's key store, the one that was here may be the same or not: its database, which went to quarantine, may need it.
  const own = join(dataFolder, SECRET_KEY);
  if (keys.secrets !== null && existsSync(own)) putAside(own);
  put(INCOMING_KEY, keys.secrets);
  return aside;
}
