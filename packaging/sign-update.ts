// The manifest of a folder of packages and its signature, and the vendor's key pair.
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, readManifest, SIGNATURE } from '../src/core/updates/manifest.ts';

const DAY = 24 * 60 * 60 * 1000;
const KEY_BYTES = 32;

/** How a package is known by its name. */
const KINDS: readonly (readonly [RegExp, kind: string])[] = [
  [/^vigil-engine_.*\.deb$/, 'engine-deb'],
  [/\.deb$/, 'deb'],
  [/\.AppImage$/, 'AppImage'],
  [/\.dmg$/, 'dmg'],
  [/\.exe$/, 'nsis'],
];

/** Makes the vendor's key pair: the private key in a file of its own, which is never part of the project; the public one is built in. Throws where either is there already. */
export function makeUpdateKey(privateFile: string, publicFile: string): readonly string[] {
  if (existsSync(publicFile)) throw new Error(`${publicFile} is there: packages out there know that key`);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(privateFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flag: 'wx',
  });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  writeFileSync(publicFile, `${spki.subarray(-KEY_BYTES).toString('base64')}\n`, { flag: 'wx' });
  return [privateFile, publicFile];
}

export type SignOrder = {
  readonly folder: string;
  /** PEM of the vendor's private key. */
  readonly key: string;
  readonly version: string;
  readonly sequence: number;
  readonly days: number;
  readonly notes: string;
  readonly now: number;
};

/** Writes the manifest of every package of this version in a folder, and its signature. Throws where one is none, or there is none. */
export function signUpdate(order: SignOrder): readonly string[] {
  const { folder, version, sequence, notes, now } = order;
  const files = readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const kind = KINDS.find(([known]) => known.test(name))?.[1];
      if (kind === undefined || !name.includes(version)) return [];
      const file = join(folder, name);
      const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
      return [{ kind, arch: archOf(name, kind), name, bytes: statSync(file).size, sha256 }];
    });
  const [issued_at, expires_at] = [now, now + order.days * DAY].map((at) => new Date(at).toISOString());
  const text = `${JSON.stringify({ format: 1, sequence, version, issued_at, expires_at, notes, files }, null, 2)}\n`;
  const read = readManifest(text);
  if ('problem' in read) throw new Error(read.problem);
  writeFileSync(join(folder, MANIFEST), text);
  const signature = sign(null, Buffer.from(text), createPrivateKey(order.key));
  writeFileSync(join(folder, SIGNATURE), `${signature.toString('base64')}\n`);
  return [join(folder, MANIFEST), join(folder, SIGNATURE)];
}

function archOf(name: string, kind: string): string {
  if (kind === 'dmg') return 'universal';
  return /arm64|aarch64/.test(name) ? 'arm64' : 'x64';
}
