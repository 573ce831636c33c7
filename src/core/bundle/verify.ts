import { crc32 } from '../kit/crc32.ts';
import { readAs } from '../kit/read-as.ts';
import { fromBase64 } from './base64.ts';
import { LONGEST_MANIFEST } from './limits.ts';
import { isSameFingerprint, MANIFEST, Manifest, SIGNATURE, signedMessage } from './manifest.ts';
import type { VerifyTools } from './tools.ts';
import { brokenRow, TRAIL } from './trail-rows.ts';
import { type PackedEntry, readZip } from './zip.ts';

/** A bundle that is as it was sealed; by whom is for the reader to know by the fingerprint. */
export type Intact = {
  readonly ok: true;
  readonly manifest: Manifest;
  /** Contents by name. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
};
/** The first thing that is not as it was sealed. */
export type Broken = { readonly ok: false; readonly part: string; readonly why: string };

/** A signature of 64 bytes in Base64. */
const SIGNATURE_LENGTH = 88;
/** The zip itself, where no part of it is at fault. */
const CONTAINER = 'the file';

/**
 * Whether every byte of a bundle is as it was sealed, and, with `key`, whether by that key. What is broken is named by its first part: bytes
 * that changed, parts that are missing, added or in another place, a cut end, another signer. Never throws, whatever the bytes are.
 */
export function verifyBundle(bytes: Uint8Array, tools: VerifyTools, key?: string): Intact | Broken {
  const { entries, broken, beyond } = readZip(bytes, tools);
  const sealed = readSeal(entries, broken, tools);
  if (!sealed.ok) return beyond !== null && entries.length < 2 ? fault(beyond.name, beyond.why) : sealed;
  const { manifest } = sealed;
  if (key !== undefined && !isSameFingerprint(key, manifest.signer.fingerprint))
    return fault(
      SIGNATURE,
      `is by the key ${manifest.signer.fingerprint}, not by the one that was asked for`,
    );
  const parts = new Map<string, Uint8Array>();
  for (const [index, part] of manifest.parts.entries()) {
    if (beyond !== null && entries.length <= index + 2) break;
    const content = contentOf(part, entries[index + 2], broken, tools);
    if (typeof content === 'string') return fault(part.name, content);
    parts.set(part.name, content);
  }
  const added = entries[manifest.parts.length + 2];
  if (added !== undefined) return fault(added.name, 'is not in the manifest: it was added');
  if (beyond !== null) return fault(beyond.name, beyond.why);
  if (broken !== null) return fault(broken || CONTAINER, 'was changed, cut or continued at its end');
  // A case is no stretch of the trail: each of its bundles brings its own.
  if (manifest.format === 'vigil-case-file') return { ok: true, manifest, parts };
  const row = brokenRow(parts.get(TRAIL), manifest.trail_head, tools);
  return row === null ? { ok: true, manifest, parts } : fault(TRAIL, row);
}

/** Where the bundles of a case file lie, in its order. */
export const BUNDLES = 'bundles/';

/** Each bundle of a case file, verified in its turn; a broken one is named with the file that it is in. */
export function* bundlesIn({ parts }: Intact, tools: VerifyTools): Generator<Intact | Broken> {
  for (const [name, content] of parts) {
    if (!name.startsWith(BUNDLES)) continue;
    const inner = verifyBundle(content, tools);
    if (!inner.ok) yield fault(`${name}: ${inner.part}`, inner.why);
    else if (inner.manifest.format !== 'vigil-evidence-bundle') yield fault(name, 'is no bundle');
    else yield inner;
  }
}

/** The same for a file of either kind: of a case every bundle, too. */
export function verifyFile(bytes: Uint8Array, tools: VerifyTools, key?: string): Intact | Broken {
  const result = verifyBundle(bytes, tools, key);
  if (!result.ok || result.manifest.format !== 'vigil-case-file') return result;
  for (const inner of bundlesIn(result, tools)) if (!inner.ok) return inner;
  return result;
}

const fault = (part: string, why: string): Broken => ({ ok: false, part, why });

type Sealed = { readonly ok: true; readonly manifest: Manifest };

/** The manifest, if its signature is by the key that it names. */
function readSeal(
  [first, second]: readonly PackedEntry[],
  broken: string | null,
  tools: VerifyTools,
): Sealed | Broken {
  if (first?.name !== MANIFEST || first.method !== 0)
    return fault(
      MANIFEST,
      broken === null ? 'is missing' : 'cannot be read: this is no bundle, or its beginning is gone',
    );
  if (second?.name !== SIGNATURE || second.method !== 0) return fault(SIGNATURE, 'is missing');
  const manifest = parseManifest(first.packed);
  if (manifest === null) return fault(MANIFEST, 'was changed: it is no manifest any more');
  const key = fromBase64(manifest.signer.public_key);
  // Nothing has said yet that it is short: a long one would take seconds to decode.
  const signature = second.packed.length === SIGNATURE_LENGTH ? fromBase64(textOf(second.packed)) : null;
  if (signature === null || key === null) return fault(SIGNATURE, 'was changed: it is no signature any more');
  if (tools.sha256(key) !== manifest.signer.fingerprint)
    return fault(MANIFEST, 'was changed: its fingerprint is not that of its key');
  if (!tools.isSignedBy(key, signedMessage(first.packed), signature))
    return fault(MANIFEST, 'was changed, or its signature was');
  if (crc32(first.packed) !== first.crc || first.size !== first.packed.length)
    return fault(MANIFEST, 'was changed where the zip tells of it');
  if (crc32(second.packed) !== second.crc || second.size !== second.packed.length)
    return fault(SIGNATURE, 'was changed where the zip tells of it');
  return { ok: true, manifest };
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function parseManifest(bytes: Uint8Array): Manifest | null {
  if (bytes.length > LONGEST_MANIFEST) return null;
  try {
    return readAs(Manifest, JSON.parse(textOf(bytes))).data ?? null;
  } catch {
    return null; // no JSON
  }
}

/** The content of a part, or what is wrong with it. */
function contentOf(
  part: Manifest['parts'][number],
  entry: PackedEntry | undefined,
  broken: string | null,
  { sha256, inflate }: VerifyTools,
): Uint8Array | string {
  if (entry === undefined) return broken === null ? 'is missing' : 'is missing, or was changed or cut';
  if (entry.name !== part.name) return `is missing, or not in its place: ${entry.name} is there`;
  if (entry.packed.length !== part.stored_bytes || sha256(entry.packed) !== part.stored_sha256)
    return 'was changed';
  if (entry.size !== part.bytes) return 'was changed where the zip tells of its length';
  const content = entry.method === 0 ? entry.packed : inflate(entry.packed, part.bytes);
  if (content === null || content.length !== part.bytes || sha256(content) !== part.sha256)
    return 'does not hold what the manifest says';
  return crc32(content) === entry.crc ? content : 'was changed where the zip tells of its checksum';
}
