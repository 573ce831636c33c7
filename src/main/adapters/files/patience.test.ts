import { expect, it } from 'vitest';
import { createPatience } from './patience.ts';

const never = () => new Promise<never>(() => {});

it('gives up a place that does not answer, begins nothing more there, and goes on elsewhere', async () => {
  const patiently = createPatience(5);
  let begun = 0;
  const work = async () => ++begun;
  await expect(patiently('/dead', never)).rejects.toThrow('/dead did not answer');
  await expect(patiently('/dead', work)).rejects.toThrow('/dead did not answer');
  expect(begun).toBe(0);
  expect(await patiently('/alive', work)).toBe(1);
});

it('does not begin what was given up, and takes the place again when it answers', async () => {
  const patiently = createPatience(5);
  const first = Promise.withResolvers<void>();
  let begun = 0;
  const work = async () => ++begun;
  await expect(patiently('/slow', () => first.promise)).rejects.toThrow('did not answer');
  await expect(patiently('/slow', work)).rejects.toThrow('did not answer');
  first.resolve();
  expect(await patiently('/slow', work)).toBe(1);
});

it('passes on what the work says', async () => {
  const patiently = createPatience();
  await expect(patiently('/full', () => Promise.reject(new Error('no space')))).rejects.toThrow('no space');
});
