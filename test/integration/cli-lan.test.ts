import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { readAttachment } from '#main/adapters/lan/attachment.ts';
import { type CommandLine, commandLine } from '#test/kit/command-line.ts';
import { runProgram } from '#test/kit/program.ts';

const SECRET = Buffer.from('a good long secret\n');

let line: CommandLine;
beforeEach(() => {
  line = commandLine();
});
afterEach(() => line[Symbol.dispose]());

it('lets workstations attach only where people sign in, and keeps that for when Vigil runs', async () => {
  expect(await line.vigil('lan', 'on')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Turn accounts on first'),
  });
  await line.vigilWith(SECRET, 'people', 'on', 'Root');
  const on = await line.vigil('lan', 'on', '--address', '127.0.0.1', '--port', '0');
  expect(on).toMatchObject({ code: 0, err: expect.stringContaining('when Vigil runs') });
  expect((await line.vigil('lan', '--json')).lines()).toEqual([{ on: true, address: '127.0.0.1', port: 0 }]);
  expect(await line.vigil('lan', 'status', '--port', '1')).toMatchObject({ code: 2 });
  expect(await line.vigil('lan', 'maybe')).toMatchObject({ code: 2 });
});

it('opens and shuts the door of a running Vigil, shows its code, and keeps the key from everybody else', async () => {
  await line.vigilWith(SECRET, 'people', 'on', 'Root');
  const program = await runProgram(line.folder);
  await line.vigil('lan', 'on', '--address', '127.0.0.1', '--port', '0');
  const state = methods['lan.state'].output.parse((await line.vigil('lan', '--json')).lines()[0]);
  expect(state).toMatchObject({ on: true, state: 'LISTENING', stations: [] });
  if (process.platform !== 'win32') expect(statSync(join(line.folder, 'lan.pem')).mode & 0o077).toBe(0);

  using other = commandLine();
  const address = `127.0.0.1:${state.port}`;
  expect((await other.vigil('attach', address, '--json')).lines()).toMatchObject([
    { code: state.code, attached: false },
  ]);
  const wrong = await other.vigil('attach', address, '--code', '0000-0000-0000-0000-0000-0000');
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('does not show that code') });
  expect(readAttachment(other.folder)).toBeNull();
  expect(await other.vigil('attach', address, '--code', state.code?.toLowerCase() ?? '')).toMatchObject({
    code: 0,
  });
  expect((await other.vigil('attach', '--json')).lines()).toMatchObject([{ attached: { address } }]);
  for (const command of [
    ['findings'],
    ['retention', '--days', '90'],
    ['backup', join(other.folder, 'copy.db')],
    ['lan', 'on'],
  ])
    expect(await other.vigil(...command)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`attached to ${address}`),
    });
  expect(await other.vigil('attach', '--off')).toMatchObject({ code: 0 });
  expect(readAttachment(other.folder)).toBeNull();

  expect(await line.vigil('attach', '--off')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Vigil is running here'),
  });

  await line.vigil('lan', 'off');
  expect(await other.vigil('attach', address)).toMatchObject({
    code: 1,
    err: expect.stringContaining('nobody listens there'),
  });
  await line.vigil('lan', 'on');
  await line.vigil('people', 'off');
  const [shut] = (await line.vigil('lan', '--json')).lines();
  expect(shut).toMatchObject({ on: true, state: 'ACCOUNTS_OFF', code: null });
  await program.shell.close(true);
});

it.each([
  ['attach', 'a', 'b'],
  ['attach', '--code', 'x'],
  ['attach', 'a', '--off'],
])('says how %s %s %s is written', async (...argv) => {
  expect(await line.vigil(...argv)).toMatchObject({ code: 2 });
});
