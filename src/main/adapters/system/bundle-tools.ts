import { createHash, createPublicKey, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';
import type { SealTools, VerifyTools } from '#core/bundle/tools.ts';

/** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const [KEY_BYTES, SIGNATURE_BYTES] = [32, 64];
const pack = promisify(deflateRaw);

/** Hashes, compression and signatures as Node has them; compression runs beside the thread that asks. */
export const bundleTools: SealTools & VerifyTools = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  deflate: async (content) => new Uint8Array(await pack(content, { level: 9 })),
  isSame: (a, b) => Buffer.compare(a, b) === 0,
  inflate(packed, size) {
    try {
      // What is longer than was said is not unpacked further.
      const { buffer, engine } = inflateRawSync(packed, {
        maxOutputLength: size || 1,
        info: true,
      }) as unknown as {
        readonly buffer: Buffer;
        readonly engine: { readonly bytesWritten: number };
      };
      return engine.bytesWritten === packed.length ? new Uint8Array(buffer) : null;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    }
  },
  isSignedBy(publicKey, message, signature) {
    if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  },
};
