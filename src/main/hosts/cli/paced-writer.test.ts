import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createPacedWriter } from './paced-writer.ts';

it('listens once to a slow reader, however much is written, and says when there is room again', async () => {
  const read: string[] = [];
  const waiting: (() => void)[] = [];
  const slow = new Writable({
    highWaterMark: 1,
    write: (chunk, _encoding, done) => {
      read.push(String(chunk));
      waiting.push(done);
    },
  });
  const write = createPacedWriter(slow);
  const all = Array.from({ length: 20 }, (_, line) => write(`${line}\n`));
  expect(slow.listenerCount('drain')).toBe(1);
  let isRoom = false;
  const told = all.at(-1)?.then(() => {
    isRoom = true;
  });
  expect(isRoom).toBe(false);
  while (read.length < 20 || waiting.length > 0) {
    waiting.shift()?.();
    await Promise.resolve();
  }
  await told;
  expect(isRoom).toBe(true);
  expect(read).toHaveLength(20);
  expect(slow.listenerCount('drain')).toBe(0);
  expect(write('more\n')).toBeInstanceOf(Promise);
});
