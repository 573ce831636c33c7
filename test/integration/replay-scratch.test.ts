import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { MIGRATIONS, tempStore } from '#test/kit/temp-store.ts';

it('removes what a killed replay left behind, and touches no other folder', () => {
  using live = tempStore();
  const folder = dirname(live.file);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const make = (name: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'scratch.db'), 'rest');
    return join(folder, name);
  };
  const left = make(`replay-${pid}-abc`);
  const running = make(`replay-${process.pid}-abc`);
  const foreign = make('replay-notes');
  openScratch(live.file, folder, MIGRATIONS).dispose();
  expect([left, running, foreign].map(existsSync)).toEqual([false, true, true]);
});
