import { describe, expect, it } from 'vitest';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { sealed, signer, trailRow } from '#test/kit/bundle.ts';
import { GENESIS } from '../trail/chain.ts';
import { type Part, textPart } from './seal.ts';
import { trailLines } from './trail-rows.ts';
import { verifyBundle } from './verify.ts';
import { type PackedEntry, readZip, storedEntry, writeZip } from './zip.ts';

const PARTS: readonly Part[] = [
  textPart('b.csv', 'a long line that packs well, '.repeat(40)),
  textPart('a.json', '{}'),
  textPart('trail.ndjson', ''),
];
const verified = (bytes: Uint8Array, key?: string) => verifyBundle(bytes, bundleTools, key);
/** The bundle with other files in its zip. */
const rewritten = (bytes: Uint8Array, change: (entries: readonly PackedEntry[]) => readonly PackedEntry[]) =>
  writeZip(change(readZip(bytes, bundleTools).entries));

it('finds a bundle intact, gives back its parts, and says who sealed it', async () => {
  const by = signer();
  const result = verified(await sealed(PARTS, by));
  if (!result.ok) throw new Error(result.why);
  expect([...result.parts.keys()]).toEqual(['a.json', 'b.csv', 'trail.ndjson']);
  expect(new TextDecoder().decode(result.parts.get('b.csv'))).toContain('packs well');
  expect(result.manifest.signer.fingerprint).toBe(bundleTools.sha256(by.publicKey));
});

it('writes the same bytes for the same parts, key and instant, in whatever order they come', async () => {
  const by = signer();
  expect(await sealed(PARTS, by)).toEqual(await sealed(PARTS.toReversed(), by));
});

describe('the first broken part', () => {
  it('is the one whose bytes changed, and not one after it', async () => {
    const bytes = await sealed(PARTS);
    const { entries } = readZip(bytes, bundleTools);
    for (const { name, packed } of entries.slice(2).filter((entry) => entry.packed.length > 0)) {
      const flipped = bytes.slice();
      flipped[packed.byteOffset - bytes.byteOffset] = (packed[0] ?? 0) ^ 1;
      expect(verified(flipped)).toMatchObject({ ok: false, part: name, why: 'was changed' });
    }
  });

  it('is a signature of another length, which is not even decoded', async () => {
    const long = new TextEncoder().encode('A'.repeat(92));
    const bytes = rewritten(await sealed(PARTS), (entries) =>
      entries.map((entry) => (entry.name === 'manifest.sig' ? storedEntry(entry.name, long) : entry)),
    );
    const asked: Uint8Array[] = [];
    const isSignedBy = (_: Uint8Array, __: Uint8Array, signature: Uint8Array) => asked.push(signature) > 0;
    expect(verifyBundle(bytes, { ...bundleTools, isSignedBy })).toMatchObject({
      part: 'manifest.sig',
      why: 'was changed: it is no signature any more',
    });
    expect(asked).toEqual([]);
  });

  it('is a part that is gone, came in addition, or stands in the place of another', async () => {
    const bytes = await sealed(PARTS);
    const [m, s, a, b, t] = readZip(bytes, bundleTools).entries as [
      PackedEntry,
      PackedEntry,
      PackedEntry,
      PackedEntry,
      PackedEntry,
    ];
    expect(verified(rewritten(bytes, () => [m, s, b, t]))).toMatchObject({ part: 'a.json' });
    expect(verified(rewritten(bytes, () => [m, s, a, b]))).toMatchObject({
      part: 'trail.ndjson',
      why: 'is missing',
    });
    expect(verified(rewritten(bytes, () => [m, s, b, a, t]))).toMatchObject({ part: 'a.json' });
    const extra = { ...a, name: 'z.txt' };
    expect(verified(rewritten(bytes, () => [m, s, a, b, t, extra]))).toMatchObject({ part: 'z.txt' });
    expect(verified(rewritten(bytes, () => [s, m, a, b, t]))).toMatchObject({ part: 'manifest.json' });
    expect(verified(rewritten(bytes, () => [m, a, b, t]))).toMatchObject({ part: 'manifest.sig' });
  });

  it('is the manifest, where it says what was not signed', async () => {
    const bytes = await sealed(PARTS);
    const text = new TextDecoder().decode(readZip(bytes, bundleTools).entries[0]?.packed);
    for (const changed of [
      text.replace('Site silent', 'Site loud'),
      text.replace('"F-1"', '"F-2"'),
      '{}',
      'x',
    ]) {
      const packed = new TextEncoder().encode(changed);
      const forged = rewritten(bytes, ([first, ...rest]) => [{ ...(first as PackedEntry), packed }, ...rest]);
      expect(verified(forged)).toMatchObject({ ok: false, part: 'manifest.json' });
    }
  });

  it('is the file itself, where something follows its end, or its end is gone', async () => {
    const bytes = await sealed(PARTS);
    expect(verified(new Uint8Array([...bytes, 0]))).toMatchObject({ part: 'the file' });
    expect(verified(bytes.subarray(0, -1))).toMatchObject({ part: 'the file' });
    for (const none of [new Uint8Array(), new TextEncoder().encode('no zip')])
      expect(verified(none)).toMatchObject({ part: 'manifest.json' });
  });

  it('is the signature, where another key was asked for; whoever seals it anew is another signer', async () => {
    const [by, other] = [signer(), signer()];
    const key = bundleTools.sha256(by.publicKey);
    const spoken = (key.toUpperCase().match(/.{4}/g) ?? []).join(' ');
    expect(verified(await sealed(PARTS, by), spoken)).toMatchObject({ ok: true });
    expect(verified(await sealed(PARTS, other), key)).toMatchObject({ ok: false, part: 'manifest.sig' });
  });
});

it('finds every flipped bit and every cut', async () => {
  const bytes = await sealed([textPart('a', 'short'), textPart('trail.ndjson', '')]);
  const missed: number[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    if (verified(flipped).ok) missed.push(bit);
  }
  expect(missed).toEqual([]);
  for (let length = 0; length < bytes.length; length++)
    expect(verified(bytes.subarray(0, length)).ok).toBe(false);
});

it('does not unpack what says it holds less than it does', async () => {
  const bytes = await sealed(PARTS);
  const inflate = bundleTools.inflate(readZip(bytes, bundleTools).entries[3]?.packed ?? new Uint8Array(), 10);
  expect(inflate).toBeNull();
});

describe('rows of the trail', () => {
  const first = trailRow({ seq: 0, hash: GENESIS }, { ...who(), action: 'finding.opened', after: { a: 1 } });
  const second = trailRow(first, { ...who(), action: 'finding.noted', after: null });
  const bundle = (rows: readonly object[]) =>
    sealed([textPart('trail.ndjson', trailLines(rows as Parameters<typeof trailLines>[0]))]);
  const whole = [first, second].map((row) => ({ ...row, redacted: false }));

  it('hold against the hashes that they were chained by', async () => {
    const changed = whole.map((row) => ({ ...row, reason: 'another' }));
    const beyond = await bundle(whole);
    // The kit's head is that of an empty trail.
    expect(verified(beyond)).toMatchObject({
      part: 'trail.ndjson',
      why: expect.stringContaining('beyond the head'),
    });
    expect(verified(await bundle(changed))).toMatchObject({ part: 'trail.ndjson' });
    expect(verified(await bundle([{ seq: 1 }]))).toMatchObject({ why: 'does not hold rows of a trail' });
  });
});

function who() {
  return { at: 1, actor: 'Ada', reason: null };
}
