import { crc32 } from '../kit/crc32.ts';
import { toBase64 } from './base64.ts';
import { MANIFEST, type Manifest, SIGNATURE, signedMessage } from './manifest.ts';
import type { SealTools, Signer } from './tools.ts';
import { isBelievable, type PackedEntry, storedEntry, writeZip } from './zip.ts';

/** A part of a bundle. */
export type Part = { readonly name: string; readonly content: Uint8Array };
/** What a manifest says of the bundle as a whole. */
export type About = Omit<Manifest, 'format' | 'version' | 'parts' | 'signer'> &
  Partial<Pick<Manifest, 'format'>>;

/** A part of text in UTF-8. */
export const textPart = (name: string, text: string): Part => ({
  name,
  content: new TextEncoder().encode(text),
});

/** The bundle: the manifest, its signature, and the parts by name. The same content, key and instant give the same bytes. */
export async function sealBundle(
  parts: readonly Part[],
  about: About,
  signer: Signer,
  tools: SealTools,
): Promise<Uint8Array> {
  const sorted = parts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const entries = await Promise.all(sorted.map((part) => packed(part, tools)));
  const manifest: Manifest = {
    format: 'vigil-evidence-bundle',
    version: 1,
    ...about,
    signer: {
      algorithm: 'Ed25519',
      public_key: toBase64(signer.publicKey),
      fingerprint: tools.sha256(signer.publicKey),
    },
    parts: entries.map((entry, index) => ({
      name: entry.name,
      bytes: entry.size,
      sha256: tools.sha256(sorted[index]?.content ?? entry.packed),
      stored_bytes: entry.packed.length,
      stored_sha256: tools.sha256(entry.packed),
    })),
  };
  const text = textPart(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  const signature = textPart(SIGNATURE, toBase64(signer.sign(signedMessage(text.content))));
  return writeZip([...[text, signature].map(({ name, content }) => storedEntry(name, content)), ...entries]);
}

/** Compressed where that is shorter, and where a reader would unpack it. */
async function packed({ name, content }: Part, { deflate }: SealTools): Promise<PackedEntry> {
  const shorter = await deflate(content);
  if (shorter.length >= content.length || !isBelievable(content.length, shorter.length))
    return storedEntry(name, content);
  return { name, method: 8, crc: crc32(content), size: content.length, packed: shorter };
}
