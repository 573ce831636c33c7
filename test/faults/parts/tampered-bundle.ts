import { textPart } from '#core/bundle/seal.ts';
import { type PackedEntry, readZip, storedEntry, writeZip } from '#core/bundle/zip.ts';
import type { Random } from '#core/kit/random.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { busyCollected, PAGE_FILES, sealed, signer } from '#test/kit/bundle.ts';

/** Somebody who wants a bundle to say something else. */
export const BUNDLE_TAMPERINGS = ['flip', 'drop', 'add', 'reorder', 'cut', 'rewrite'] as const;
export type BundleTampering = (typeof BUNDLE_TAMPERINGS)[number];

export type SoundBundle = {
  readonly bytes: Uint8Array;
  readonly entries: readonly PackedEntry[];
  /** Whose seal it has. */
  readonly key: string;
};

/** A bundle of a busy finding with few positions: each of its bytes is as likely to be hit. */
export async function soundBundle(): Promise<SoundBundle> {
  const by = signer();
  const maker = { signer: by, tools: bundleTools, version: '0.0.0', page: PAGE_FILES };
  const bytes = await makeBundle(busyCollected(10), false, maker);
  return { bytes, entries: readZip(bytes, bundleTools).entries, key: bundleTools.sha256(by.publicKey) };
}

/** The bundle after one tampering; the part that it touched where there is one. */
export async function tamperedBundle(
  { bytes, entries }: SoundBundle,
  kind: BundleTampering,
  random: Random,
): Promise<{ readonly bytes: Uint8Array; readonly part: string | null }> {
  const at = random.whole(0, entries.length - 1);
  const other = (at + random.whole(1, entries.length - 1)) % entries.length;
  switch (kind) {
    case 'flip':
      return flipped(bytes, entries, random);
    case 'cut':
      return { bytes: bytes.subarray(0, random.whole(0, bytes.length - 1)), part: null };
    case 'drop':
      return { bytes: writeZip(entries.filter((_, index) => index !== at)), part: entries[at]?.name ?? null };
    case 'add': {
      const added = storedEntry(`${random.whole(0, 1e9)}.txt`, new TextEncoder().encode('and one more'));
      return { bytes: writeZip(entries.toSpliced(at + 1, 0, added)), part: null };
    }
    case 'reorder': {
      const swapped = entries.with(at, entry(entries, other)).with(other, entry(entries, at));
      return { bytes: writeZip(swapped), part: entries[Math.min(at, other)]?.name ?? null };
    }
    case 'rewrite': {
      const parts = entries.slice(2).map(({ name, packed }) => ({ name, content: packed }));
      const anew = await sealed([...parts, textPart('trail.ndjson', '')].slice(-random.whole(1, 5)));
      return { bytes: anew, part: null };
    }
  }
}

function entry(entries: readonly PackedEntry[], index: number): PackedEntry {
  const found = entries[index];
  if (found === undefined) throw new Error(`there is no part ${index}`);
  return found;
}

function flipped(bytes: Uint8Array, entries: readonly PackedEntry[], random: Random) {
  const at = random.whole(0, bytes.length - 1);
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ (1 << random.whole(0, 7));
  const hit = entries
    .slice(2)
    .find(
      ({ packed }) =>
        at >= packed.byteOffset - bytes.byteOffset &&
        at < packed.byteOffset - bytes.byteOffset + packed.length,
    );
  return { bytes: changed, part: hit?.name ?? null };
}
