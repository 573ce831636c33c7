import { describe, expect, it } from 'vitest';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { sealed } from '#test/kit/bundle.ts';
import { MOST_CONTENT, MOST_ENTRIES } from './limits.ts';
import { type Part, textPart } from './seal.ts';
import { verifyBundle } from './verify.ts';
import { type PackedEntry, readZip, storedEntry, writeZip } from './zip.ts';

const MEGABYTE = 1024 * 1024;
const read = (entries: readonly PackedEntry[]) => readZip(writeZip(entries), bundleTools);
/** A file that says it unpacks to more than it holds. */
const claiming = (name: string, size: number, packed: number): PackedEntry => ({
  ...{ name, method: 8, crc: 0, size },
  packed: new Uint8Array(packed),
});
const verdict = (entries: readonly PackedEntry[]) => {
  const unpacked: number[] = [];
  const inflate = (_: Uint8Array, size: number) => {
    unpacked.push(size);
    return null;
  };
  const tools = { ...bundleTools, inflate };
  return { result: verifyBundle(writeZip(entries), tools), unpacked };
};
const sealedEntries = async (parts: readonly Part[]) => readZip(await sealed(parts), bundleTools).entries;

describe('a file that was made to burst its reader', () => {
  it('is read no further than the first file beyond the number of files', () => {
    const many = Array.from({ length: MOST_ENTRIES + 50 }, (_, index) =>
      storedEntry(`${index}`, new Uint8Array()),
    );
    expect(read(many.slice(0, MOST_ENTRIES))).toMatchObject({ beyond: null, broken: null });
    const { entries, beyond } = read(many);
    expect(entries).toHaveLength(MOST_ENTRIES);
    expect(beyond).toEqual({ name: '102', why: 'is file number 103: a bundle has at most 102' });
  });

  it('is read no further than where its files say that they unpack to too much together', () => {
    const half = MOST_CONTENT / 2;
    expect(read([claiming('a', half, MEGABYTE), claiming('b', half, MEGABYTE)]).beyond).toBeNull();
    expect(read([claiming('a', half, MEGABYTE), claiming('b', half + 1, MEGABYTE)])).toMatchObject({
      entries: [{ name: 'a' }],
      beyond: { name: 'b', why: 'makes the content 65 MB: a bundle holds at most 64 MB' },
    });
  });

  it('is not believed where a long file packs far too well, as nothing but zeros does', async () => {
    const packed = await bundleTools.deflate(new Uint8Array(60 * MEGABYTE));
    const bomb: PackedEntry = { name: 'bomb', method: 8, crc: 0, size: 60 * MEGABYTE, packed };
    expect(packed.length).toBeLessThan(MEGABYTE / 10);
    expect(read([bomb]).beyond).toEqual({
      name: 'bomb',
      why: `says that ${packed.length} bytes unpack to 60 MB: at most 250 times as much is unpacked`,
    });
    expect(read([claiming('short', MEGABYTE, 10)]).beyond).toBeNull();
  });

  it('is named by that file, after what stands before it was looked at, and nothing of it is unpacked', async () => {
    const bomb = claiming('a.json', 60 * MEGABYTE, 1_000);
    const first = verdict([bomb]);
    expect(first.result).toMatchObject({ ok: false, part: 'a.json', why: expect.stringContaining('250') });
    const sound = await sealedEntries([textPart('a.json', '{}'), textPart('trail.ndjson', '')]);
    const later = verdict([...sound.slice(0, 3), bomb]);
    expect(later.result).toMatchObject({ ok: false, part: 'a.json', why: expect.stringContaining('250') });
    const changed = sound.map((entry) =>
      entry.name === 'a.json' ? storedEntry('a.json', new TextEncoder().encode('[]')) : entry,
    );
    expect(verdict([...changed, { ...bomb, name: 'z' }]).result).toMatchObject({
      part: 'a.json',
      why: 'was changed',
    });
    expect([...first.unpacked, ...later.unpacked]).toEqual([]);
  });

  it('that lies of its length is not unpacked further than it said', async () => {
    const packed = await bundleTools.deflate(new Uint8Array(8 * MEGABYTE));
    expect(bundleTools.inflate(packed, 1_000)).toBeNull();
  });
});

it('seals what packs better than readers believe as it is, so that what is sealed can be opened', async () => {
  const zeros = { name: 'zeros', content: new Uint8Array(4 * MEGABYTE) };
  const bytes = await sealed([zeros, textPart('trail.ndjson', '')]);
  expect(verifyBundle(bytes, bundleTools)).toMatchObject({ ok: true });
  expect(bytes.length).toBeGreaterThan(4 * MEGABYTE);
});
