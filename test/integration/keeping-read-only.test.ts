import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '#test/kit/program.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

/** Rights mean nothing to the administrator of the machine, and little to Windows. */
const cannotRefuse = process.getuid?.() === 0 || process.platform === 'win32';

it.skipIf(cannotRefuse)(
  'shows what is stored in a folder that cannot be written, says so, and goes on by itself when it can',
  async () => {
    using folder = tempFolder();
    const before = await runProgram(folder.path);
    await expect.poll(before.state).toBe('RUNNING');
    await before.ask('identity.set', { name: 'Ada' });
    await before.shell.close(true);
    const files = readdirSync(folder.path, { withFileTypes: true }).filter((entry) => entry.isFile());
    const set = (forFolder: number, forFiles: number) => {
      chmodSync(folder.path, 0o700);
      for (const { name } of files) chmodSync(join(folder.path, name), forFiles);
      chmodSync(folder.path, forFolder);
    };

    set(0o500, 0o400);
    const { shell, state, ask, restarts } = await runProgram(folder.path);
    await expect.poll(state).toBe('READ_ONLY');
    expect(await ask('identity.get', {})).toMatchObject({ ok: true, value: { name: 'Ada' } });
    expect(await ask('engine.status', {})).toMatchObject({ ok: true, value: { state: 'READ_ONLY' } });
    expect(await ask('identity.set', { name: 'Eve' })).toMatchObject({
      ok: false,
      fault: { code: 'unavailable' },
    });
    set(0o700, 0o600);
    await expect.poll(state).toBe('RUNNING');
    expect(await ask('identity.set', { name: 'Eve' })).toMatchObject({ ok: true });
    expect(restarts).toEqual([]);
    await shell.close(true);
  },
);
