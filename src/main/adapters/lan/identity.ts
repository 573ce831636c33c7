import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainFingerprint } from '#core/people/pairing-code.ts';
import { readIfThere } from '#main/adapters/kit/read-if-there.ts';
import { selfSigned } from './certificate.ts';

/** By what an engine is known on the network: PEM, and the SHA-256 of its certificate in hexadecimal digits. */
export type LanIdentity = {
  readonly key: string;
  readonly certificate: string;
  readonly fingerprint: string;
};

const FILE = 'lan.pem';

/**
 * The key and the certificate of the engine of this folder: made once, readable by this user alone. Whoever removes the file gets others, and every
 * workstation has to be attached anew. Throws for a file that holds neither, and for a disk that takes none.
 */
export function readOrMakeIdentity(dataFolder: string): LanIdentity {
  const file = join(dataFolder, FILE);
  return identityIn(readIfThere(file) ?? makeIn(file));
}

function makeIn(file: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const text = `${key}${selfSigned(privateKey, 'Vigil', randomBytes(15))}`;
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  return text;
}

function identityIn(text: string): LanIdentity {
  const [key] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  const [certificate] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text) ?? [];
  if (key === undefined || certificate === undefined || !belong(key, certificate))
    throw new Error(`${FILE} does not hold a key with its certificate: remove it, and another one is made`);
  return { key, certificate, fingerprint: plainFingerprint(new X509Certificate(certificate).fingerprint256) };
}

function belong(key: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false; // no PEM
  }
}
