import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';
import { noteRestart, restBeforeStart } from './restarts.ts';

const MINUTE = 60_000;

it('lets the engine start at once until the program has started itself again more than five times in ten minutes', () => {
  using folder = tempFolder();
  for (let at = 0; at < 5; at++) noteRestart(folder.path, at * MINUTE);
  expect(restBeforeStart(folder.path, 5 * MINUTE)).toBe(0);
  noteRestart(folder.path, 5 * MINUTE);
  expect(restBeforeStart(folder.path, 5 * MINUTE)).toBe(60_000);
  expect(restBeforeStart(folder.path, 10 * MINUTE)).toBe(0);
});

it('starts at once where the note is missing, cut off or cannot be written', () => {
  using folder = tempFolder();
  expect(restBeforeStart(folder.path, 0)).toBe(0);
  writeFileSync(join(folder.path, 'restarts.json'), '[1, 2, 3, 4, 5, 6, ');
  expect(restBeforeStart(folder.path, 0)).toBe(0);
  expect(() => noteRestart(join(folder.path, 'missing'), 0)).not.toThrow();
});
