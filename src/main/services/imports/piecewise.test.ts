import { expect, it } from 'vitest';
import { piecewise } from './piecewise.ts';

/** Hands on whole lines, as the readers of telemetry do. */
async function* lines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held = '';
  for await (const piece of bytes) {
    const parts = `${held}${piece.toString()}`.split('\n');
    held = parts.pop() ?? '';
    for (const part of parts) {
      if (part === 'bad') throw new Error('a bad line');
      yield part;
    }
  }
  if (held !== '') yield held;
}

it('tells after each piece what was made of it, and the rest after the last', async () => {
  const { take } = piecewise(lines);
  expect(await take(Buffer.from('a\nb'), false)).toEqual(['a']);
  expect(await take(Buffer.from(''), false)).toEqual([]);
  expect(await take(Buffer.from('c\nd\ne'), false)).toEqual(['bc', 'd']);
  expect(await take(Buffer.from('f'), true)).toEqual(['ef']);
});

it('fails with what its reader threw, and goes on failing', async () => {
  const { take } = piecewise(lines);
  expect(await take(Buffer.from('a\n'), false)).toEqual(['a']);
  await expect(take(Buffer.from('bad\n'), false)).rejects.toThrow('a bad line');
  await expect(take(Buffer.from('b\n'), true)).rejects.toThrow('a bad line');
});

it('reads a file of one piece', async () => {
  expect(await piecewise(lines).take(Buffer.from('a\nb'), true)).toEqual(['a', 'b']);
});
