import { expect, it } from 'vitest';
import { LARGEST_PLAN } from '#contract/map.ts';
import { readDegrees, readPlan } from './plan-file.ts';

it('reads an image whole, and says what it cannot be', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, place) => place % 256);
  const read = await readPlan(new File([bytes], 'hall.png', { type: 'image/png' }));
  expect(read).toMatchObject({ file: { name: 'hall.png', media_type: 'image/png' } });
  expect('file' in read && new Uint8Array(Buffer.from(read.file.base64, 'base64'))).toEqual(bytes);
  const svg = await readPlan(new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' }));
  expect(svg).toEqual({ problem: expect.stringContaining('no PNG') });
  const large = new File([new Uint8Array(LARGEST_PLAN + 1)], 'a.png', { type: 'image/png' });
  expect(await readPlan(large)).toEqual({ problem: expect.stringContaining('larger than') });
});

it('reads degrees as people write them', () => {
  expect(['12.9716', ' -77,59 ', '+5', '90'].map((text) => readDegrees(text, 90))).toEqual([
    12.9716, -77.59, 5, 90,
  ]);
  expect(['', '12.', 'north', '1e2', '90.1', '12.9 77'].map((text) => readDegrees(text, 90))).toEqual(
    Array.from({ length: 6 }, () => null),
  );
});
