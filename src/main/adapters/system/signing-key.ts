import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '#core/bundle/tools.ts';
import { readIfThere } from '#main/adapters/kit/read-if-there.ts';

const FILE = 'signing.pem';
/** Bytes of an Ed25519 key at the end of its SubjectPublicKeyInfo. */
const KEY_BYTES = 32;

/**
 * The key that this installation seals its bundles with: made once, readable by this user alone (ADR 0052). Whoever removes the file gets another one, and is
 * another signer from then on. Throws for a file that holds none, and for a disk that takes none.
 */
export function readOrMakeSigner(dataFolder: string): Signer {
  const file = join(dataFolder, FILE);
  return signerIn(readIfThere(file) ?? makeIn(file));
}

/** The same, where a bundle was ever sealed here; null where none was. Makes nothing. */
export function readSigner(dataFolder: string): Signer | null {
  const text = readIfThere(join(dataFolder, FILE));
  return text === null ? null : signerIn(text);
}

/** Two that make one at once: the first one's holds. */
function makeIn(file: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8');
}

function signerIn(text: string): Signer {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('another kind of key');
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
    return {
      publicKey: new Uint8Array(spki.subarray(-KEY_BYTES)),
      sign: (message) => new Uint8Array(sign(null, message, key)),
    };
  } catch {
    throw new Error(
      `${FILE} does not hold a key: put back the one that was there, or remove it and another one is made`,
    );
  }
}
