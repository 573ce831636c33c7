import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { CONTROL } from './control.ts';
import type { Format } from './format.ts';
import { FORMATS } from './formats.ts';
import { faultsOf, hunt } from './hunt.ts';
import { METHODS } from './methods.ts';

const CORPUS = join(import.meta.dirname, '../fixtures/damaged');

it.each(Object.keys(FORMATS))(
  '%s that was damaged is read or refused, whole, and leaves nothing behind',
  async (name) => {
    const format = FORMATS[name];
    if (format === undefined) throw new Error(name);
    const least = format.least ?? 25;
    const found = await hunt(format, `${name} short`, (inputs) => inputs < least);
    expect([faultsOf(found), found.worst.map(({ why }) => why)]).toEqual([0, []]);
    expect(found.refused).toBeGreaterThan(0);
  },
);

it('asks every method of the contract', async () => {
  const asked = new Set<string>();
  const { open, ...rest } = METHODS;
  const heard: Format = {
    ...rest,
    open: async () => {
      const reader = await open();
      return {
        ...reader,
        async read(bytes) {
          asked.add(JSON.parse(String(bytes)).method);
          return 'REFUSED';
        },
      };
    },
  };
  await hunt(heard, 'every', (inputs) => inputs < (METHODS.least ?? 0));
  expect([...asked].toSorted()).toEqual(Object.keys(methods).toSorted());
});

it('would find a reader that fails, writes in part, reaches behind an object or gives nobody a turn', async () => {
  const { crashes, partial, polluted, stalls } = await hunt(CONTROL, 'control', (inputs) => inputs < 2_000);
  expect(Math.min(crashes, partial, polluted, stalls ?? 0)).toBeGreaterThan(0);
});

const found = existsSync(CORPUS) ? readdirSync(CORPUS) : [];
it.each(found)('reads or refuses %s, which once was neither', async (file) => {
  const format = FORMATS[file.split('-')[0] ?? ''];
  if (format === undefined) throw new Error(`${file} names no format`);
  await using reader = await format.open();
  expect(await reader.read(readFileSync(join(CORPUS, file)))).not.toBe('PARTIAL');
});
