import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from '#main/ports/key-store.ts';

/** The key that secrets are sealed with, or why there is none. */
export type SecretKey =
  | { readonly key: string; readonly hindrance: null }
  | { readonly key: null; readonly hindrance: string };

/** Of a program that keeps no secrets. */
export const NO_KEY_STORE: KeyStore = {
  hindrance: async () => 'This program keeps no secrets.',
  shut: async () => Buffer.alloc(0),
  open: async () => null,
};

const KEY_BYTES = 32;
/** The key of this installation, shut by this machine's key store. */
export const SECRET_KEY = 'secrets.key';
const fileIn = (dataFolder: string) => join(dataFolder, SECRET_KEY);
/** A key that came from another machine (`restore --with-keys`), not yet shut by this one's key store. */
export const INCOMING_KEY = 'secrets.incoming';

/** The installation's own key, in base64: made at the first time, and kept shut beside the database. Never rejects. */
export async function readOrMakeSecretKey(dataFolder: string, store: KeyStore): Promise<SecretKey> {
  const none = (hindrance: string) => ({ key: null, hindrance }) as const;
  try {
    const hindrance = await store.hindrance();
    if (hindrance !== null) return none(hindrance);
    const file = fileIn(dataFolder);
    const keep = async (key: string) => {
      writeFileSync(`${file}.new`, await store.shut(key), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    };
    const incoming = join(dataFolder, INCOMING_KEY);
    if (existsSync(incoming)) {
      await keep(readFileSync(incoming, 'utf8'));
      rmSync(incoming);
    } else if (!existsSync(file)) await keep(randomBytes(KEY_BYTES).toString('base64'));
    const key = await store.open(readFileSync(file));
    if (key === null)
      return none(
        'The secrets were shut with another key. Start Vigil with that one, or enter the secrets anew.',
      );
    return { key, hindrance: null };
  } catch (error) {
    return none(
      `The key of the secrets cannot be read or kept: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** The same, where there is one already and the store opens it; null otherwise. Makes nothing. */
export async function readSecretKey(dataFolder: string, store: KeyStore): Promise<string | null> {
  const incoming = join(dataFolder, INCOMING_KEY);
  if (existsSync(incoming)) return readFileSync(incoming, 'utf8');
  const file = fileIn(dataFolder);
  if (!existsSync(file) || (await store.hindrance()) !== null) return null;
  return store.open(readFileSync(file));
}

/** Whether anything was ever sealed here, or where it came from. */
export const hasSecretKey = (dataFolder: string): boolean =>
  existsSync(fileIn(dataFolder)) || existsSync(join(dataFolder, INCOMING_KEY));
