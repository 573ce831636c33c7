import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { AlreadyRunning } from '#main/claim-folder.ts';
import type { RunningShell } from '#main/compose.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';
import { windowOf } from '#test/kit/desk.ts';
import { runProgram as run } from '#test/kit/program.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

const { threads } = PROGRAM_FILES;

const ask = (shell: RunningShell, method: string, input: unknown) => windowOf(shell).call(method, input);

/** Mutes the sound; the name under which that was done. */
const muter = async (shell: RunningShell) => {
  const reply = await ask(shell, 'notices.mute', { minutes: 1 });
  return reply.ok ? methods['notices.mute'].output.parse(reply.value).mute?.by : reply.fault;
};

it('runs on an empty folder, and knows who sits here from one start to the next', async () => {
  using folder = tempFolder();
  const first = await run(folder.path);
  await expect.poll(() => first.shell.state().state).toBe('RUNNING');
  expect(await muter(first.shell)).toBe('local:unnamed');
  expect(await ask(first.shell, 'identity.set', { name: 'Ada' })).toMatchObject({ ok: true });
  expect(await muter(first.shell)).toBe('local:Ada');
  await first.shell.close(true);

  const second = await run(folder.path);
  expect(await muter(second.shell)).toBe('local:Ada');
  await second.shell.close(true);
  expect([...first.restarts, ...second.restarts]).toEqual([]);
  expect(readdirSync(folder.path)).not.toContain('vigil.db-wal');
});

it('tells every listener of the engine within two seconds of a change, and none that has left', async () => {
  using folder = tempFolder();
  const { shell } = await run(folder.path);
  const heard: string[] = [];
  const left: string[] = [];
  windowOf(shell).subscribeTo('engine.changed', ({ state }) => heard.push(state));
  windowOf(shell).subscribe((event) => left.push(event))();
  await expect.poll(() => heard.at(-1)).toBe('RUNNING');
  expect(left).toEqual([]);
  await shell.close(true);
});

it('refuses a second program on the same folder, and lets it in afterwards', async () => {
  using folder = tempFolder();
  const { shell } = await run(folder.path);
  await expect(run(folder.path)).rejects.toBeInstanceOf(AlreadyRunning);
  await shell.close(true);
  const { shell: next } = await run(folder.path);
  await next.close(true);
});

it('says that the database is damaged, keeps the file, and refuses commands with the reason', async () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, 'vigil.db'), 'this is no database, and never was one'.repeat(200));
  const { shell, restarts } = await run(folder.path);
  expect(shell.state()).toMatchObject({ state: 'CORRUPT', reason: expect.stringContaining('quarantine') });
  expect(await ask(shell, 'engine.status', {})).toMatchObject({ ok: true, value: { state: 'CORRUPT' } });
  expect(await ask(shell, 'identity.set', { name: 'Ada' })).toMatchObject({
    ok: false,
    fault: { code: 'unavailable' },
  });
  expect(readdirSync(join(folder.path, 'quarantine'))).toEqual(['0001']);
  expect(restarts).toEqual([]);
  await shell.close(true);
});

it('shows a database of a newer Vigil, but lets nobody write to it', async () => {
  using folder = tempFolder();
  const before = await run(folder.path);
  await before.shell.close(true);
  const db = new Database(join(folder.path, 'vigil.db'));
  db.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run('of tomorrow', 9e15);
  db.close();

  const { shell } = await run(folder.path);
  expect(shell.state()).toMatchObject({ state: 'READ_ONLY' });
  expect(await ask(shell, 'findings.page', {})).toMatchObject({ ok: true, value: { total: 0 } });
  expect(await ask(shell, 'identity.set', { name: 'Ada' })).toMatchObject({
    ok: false,
    fault: { code: 'unavailable' },
  });
  await shell.close(true);
});

it('starts an engine that ended anew, tells the screens to ask again, and does not start the whole program again', async () => {
  using folder = tempFolder();
  const dying = new URL('../kit/dying-thread.ts', import.meta.url);
  const { shell, restarts } = await run(folder.path, { threads: { ...threads, engine: dying } });
  const reloads: boolean[] = [];
  windowOf(shell).subscribeTo('findings.changed', ({ reload }) => reloads.push(reload));
  expect(await ask(shell, 'identity.set', { name: 'Ada' })).toMatchObject({
    ok: false,
    fault: { code: 'unavailable' },
  });
  expect(shell.state()).toMatchObject({ state: 'STOPPED', reason: expect.stringContaining('starts again') });
  await expect.poll(() => reloads).toEqual([true]);
  const facts = await ask(shell, 'shell.facts', {});
  expect(facts).toMatchObject({
    value: { workers: [{ name: 'engine', state: 'ALIVE', restarts: 1 }, {}, {}] },
  });
  expect(restarts).toEqual([]);
  await shell.close(false);
});

it('replaces a reader that is lost, and the question after it is answered', async () => {
  using folder = tempFolder();
  const once = await run(folder.path);
  await once.shell.close(true);
  const frail = new URL('../kit/frail-reader.ts', import.meta.url);
  const { shell, restarts } = await run(folder.path, { threads: { ...threads, reader: frail } });
  expect(await ask(shell, 'engine.verify', {})).toMatchObject({ ok: false });
  expect(await ask(shell, 'runbooks.list', {})).toMatchObject({ ok: false, fault: { code: 'unavailable' } });
  expect(await ask(shell, 'identity.get', {})).toMatchObject({ ok: true, value: { name: 'Frail' } });
  expect(restarts).toEqual([]);
  await shell.close(true);
});

it('reads configuration files in a thread of its own, and tells what is wrong in them', async () => {
  using folder = tempFolder();
  const { shell } = await run(folder.path);
  const files = [{ name: 'a.yaml', text: 'version: 1\ntenants:\n  - nonsense: true\n' }];
  const reply = await ask(shell, 'configuration.import', { files, dry_run: true });
  expect(reply).toMatchObject({ ok: false, fault: { code: 'invalid-file' } });
  expect(JSON.stringify(reply)).toContain('nonsense');
  await shell.close(true);
});
