import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Refused } from '../handlers.ts';

/** Keeps secrets shut with a key that the host keeps elsewhere: in the operating system's key store, or in a file of the operator's. */
export type Vault = {
  /** Why nothing can be kept; null: it can. */
  readonly hindrance: string | null;
  /** `name` is bound to what is sealed: nobody can put one action's secret in the place of another's. Throws Refused without a key. */
  readonly seal: (name: string, secret: string) => string;
  /** null when it cannot be opened: there is no key, or another one. */
  readonly open: (name: string, sealed: string) => string | null;
};

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A vault without a key. */
export const noVault = (hindrance: string): Vault => ({
  hindrance,
  seal() {
    throw new Refused('unavailable', hindrance);
  },
  open: () => null,
});

/** AES-256-GCM (NIST SP 800-38D) with a random nonce: `nonce ‖ tag ‖ text` in base64. `key`: 32 bytes. */
export const createVault = (key: Uint8Array): Vault => ({
  hindrance: null,
  seal(name, secret) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(name));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  },
  open(name, sealed) {
    const bytes = Buffer.from(sealed, 'base64');
    const [nonce, tag] = [
      bytes.subarray(0, NONCE_BYTES),
      bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
    ];
    try {
      const opened = createDecipheriv(CIPHER, key, nonce).setAAD(Buffer.from(name)).setAuthTag(tag);
      const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([opened.update(text), opened.final()]).toString('utf8');
    } catch {
      return null;
    }
  },
});
