import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { START_AGAIN } from '#main/start-again.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

it.each([
  ['thrown', "setTimeout(() => { throw new Error('unforeseen'); }, 0);"],
  ['of a promise', "void Promise.reject(new Error('unforeseen'));"],
])('logs an error that nobody caught, %s, and asks to be started again', (_, mishap) => {
  using folder = tempFolder();
  const program = [
    "import { armLastResort } from '#main/last-resort.ts';",
    `armLastResort(${JSON.stringify(folder.path)}, () => process.exit(${START_AGAIN}));`,
    mishap,
  ].join('\n');
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', program]).status).toBe(START_AGAIN);
  expect(JSON.parse(readFileSync(join(folder.path, 'restarts.json'), 'utf8'))).toHaveLength(1);
  const log = readFileSync(join(folder.path, 'logs/vigil.log'), 'utf8');
  expect(JSON.parse(log)).toMatchObject({ level: 'error', fields: { error: { message: 'unforeseen' } } });
});
