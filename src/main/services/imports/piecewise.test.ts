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
  expect(await take(Buffer.from('a\nb'), false)).toEqual({ made: ['a'], thrown: null });
  expect(await take(Buffer.from(''), false)).toEqual({ made: [], thrown: null });
  expect(await take(Buffer.from('c\nd\ne'), false)).toEqual({ made: ['bc', 'd'], thrown: null });
  expect(await take(Buffer.from('f'), true)).toEqual({ made: ['ef'], thrown: null });
});

it('tells what its reader threw with what it had made before, and makes no more', async () => {
  const { take } = piecewise(lines);
  const thrown = new Error('a bad line');
  expect(await take(Buffer.from('a\n'), false)).toEqual({ made: ['a'], thrown: null });
  expect(await take(Buffer.from('b\nbad\nc\n'), false)).toEqual({ made: ['b'], thrown });
  expect(await take(Buffer.from('d\n'), true)).toEqual({ made: [], thrown });
});

it('reads a file of one piece', async () => {
  expect(await piecewise(lines).take(Buffer.from('a\nb'), true)).toEqual({ made: ['a', 'b'], thrown: null });
});
