import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LineChunk, lineChunks } from './line-chunks.ts';

const KB = 1_024;

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function chunksOf(text: string, size = 64 * KB): Promise<readonly LineChunk[]> {
  const chunks: LineChunk[] = [];
  for await (const chunk of lineChunks(pieces(Buffer.from(text), size))) chunks.push(chunk);
  return chunks;
}

describe('chunks of whole lines', () => {
  it('gives a small file back as it is, without the byte order mark', async () => {
    expect(await chunksOf('\ufeff{"a":1}\n\n{"b":2}')).toEqual([
      { text: '{"a":1}\n\n{"b":2}', first_line: 1 },
    ]);
    expect(await chunksOf('')).toEqual([]);
  });

  it('cuts between lines only, and says the number of the first', async () => {
    const line = `${'x'.repeat(999)}\n`;
    const chunks = await chunksOf(line.repeat(1_000), 10_000);
    expect(chunks.map(({ text }) => text).join('')).toBe(line.repeat(1_000));
    let lines = 0;
    for (const { text, first_line } of chunks) {
      expect(text.length).toBeLessThanOrEqual(256 * KB);
      expect(text.endsWith('\n')).toBe(true);
      expect(first_line).toBe(lines + 1);
      lines += text.length / line.length;
    }
    expect(chunks.length).toBeGreaterThan(2);
  });

  it('cuts a line short that is longer than any chunk, and goes on after it', async () => {
    const chunks = await chunksOf(`first\n${'x'.repeat(3_000 * KB)}\nlast`);
    expect(chunks.map(({ first_line }) => first_line)).toEqual([1, 2, 3]);
    expect(chunks[1]?.text).toBe(`${'x'.repeat(256 * KB - 1)}\n`);
    expect(chunks[2]?.text).toBe('last');
  });

  it('gives the same lines whatever the pieces that arrive', async () => {
    const lines = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 30 }).filter((line) => !/[\n\ufeff]/.test(line)),
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 50 }), async (written, size) => {
        const text = written.join('\n');
        const chunks = await chunksOf(text, size);
        expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
      }),
    );
  });
});
