import { crc32 as nodeCrc } from 'node:zlib';
import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

it('agrees with the published check value', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

it('agrees with zlib on every byte', () => {
  const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 31) & 0xff);
  expect(crc32(bytes)).toBe(nodeCrc(bytes));
});
