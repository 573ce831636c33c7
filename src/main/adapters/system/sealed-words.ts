import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** As for passwords of accounts (OWASP Password Storage Cheat Sheet): 32 MiB, three times over. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 256 * 2 ** 15 * 8 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** Fewer characters can be guessed. */
export const LEAST_WORDS = 16;

/** The same words, however they were typed. */
export const wordsOf = (text: string): string => text.trim().normalize('NFKC');

const keyOf = (words: string, salt: Buffer) =>
  new Promise<Buffer>((done, fail) =>
    scrypt(words, salt, KEY_BYTES, COST, (error, key) => (error === null ? done(key) : fail(error))),
  );

/** Shuts a text with words: `salt ‖ nonce ‖ tag ‖ text`, AES-256-GCM under a key made by scrypt. */
export async function shutWith(words: string, text: string): Promise<Buffer> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv(CIPHER, await keyOf(words, salt), nonce);
  const shut = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), shut]);
}

/** What was shut with these words; null where it was shut with others, or was changed. */
export async function openWith(words: string, shut: Buffer): Promise<string | null> {
  const salt = shut.subarray(0, SALT_BYTES);
  const nonce = shut.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  const tag = shut.subarray(SALT_BYTES + NONCE_BYTES, SALT_BYTES + NONCE_BYTES + TAG_BYTES);
  const text = shut.subarray(SALT_BYTES + NONCE_BYTES + TAG_BYTES);
  const key = await keyOf(words, salt);
  try {
    const opened = createDecipheriv(CIPHER, key, nonce).setAuthTag(tag);
    return Buffer.concat([opened.update(text), opened.final()]).toString('utf8');
  } catch {
    return null;
  }
}
