import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { KeyStore } from '#main/ports/key-store.ts';

/** Names the file in which the operator keeps the words; it belongs outside of the data folder and its backups. */
export const KEY_FILE_VARIABLE = 'VIGIL_KEY_FILE';
/** Fewer characters can be guessed. */
const LEAST = 16;

/** As for passwords of accounts (OWASP Password Storage Cheat Sheet): 32 MiB, three times over. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 256 * 2 ** 15 * 8 };
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

const NO_FILE = `No secret can be kept: start Vigil with ${KEY_FILE_VARIABLE}=FILE, where FILE holds at least ${LEAST} characters that nobody guesses and lies outside of the data folder.`;

/** Shuts with words from a file of the operator's: `salt ‖ nonce ‖ tag ‖ text`, AES-256-GCM under a key made by scrypt. */
export function keyFileStore(path: string | undefined): KeyStore {
  const words = () =>
    readFileSync(path ?? '', 'utf8')
      .trim()
      .normalize('NFKC');
  const keyOf = (salt: Buffer) =>
    new Promise<Buffer>((done, fail) =>
      scrypt(words(), salt, 32, COST, (error, key) => (error === null ? done(key) : fail(error))),
    );
  return {
    async hindrance() {
      if (!path) return NO_FILE;
      try {
        return words().length < LEAST
          ? `${path} holds fewer than ${LEAST} characters: no secret is kept.`
          : null;
      } catch (error) {
        return `${path} cannot be read: ${error instanceof Error ? error.message : error}`;
      }
    },
    async shut(key) {
      const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
      const cipher = createCipheriv(CIPHER, await keyOf(salt), nonce);
      const text = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
      return Buffer.concat([salt, nonce, cipher.getAuthTag(), text]);
    },
    async open(shut) {
      const salt = shut.subarray(0, SALT_BYTES);
      const nonce = shut.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
      const tag = shut.subarray(SALT_BYTES + NONCE_BYTES, SALT_BYTES + NONCE_BYTES + TAG_BYTES);
      const key = await keyOf(salt);
      try {
        const opened = createDecipheriv(CIPHER, key, nonce).setAuthTag(tag);
        const text = shut.subarray(SALT_BYTES + NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([opened.update(text), opened.final()]).toString('utf8');
      } catch {
        return null; // other words
      }
    },
  };
}
