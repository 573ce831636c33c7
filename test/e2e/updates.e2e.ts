import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupsOf, listBackups } from '#main/adapters/sqlite/backup-folder.ts';
import { publish, vendor } from '#test/kit/update-server.ts';
import { axeFindings } from './axe.ts';
import { type ElectronRun, launchElectron, tempData } from './launch.ts';
import { ask, sayName } from './person.ts';

/* An installed program that takes updates: the built one in a folder of its own, with a vendor's key, started as an AppImage. */

const root = join(import.meta.dirname, '../..');
const PACKAGE = new Uint8Array(2_500_000).map((_, index) => (index * 7 + (index >> 10)) % 251);

/** Lays out the program as a package would, with the vendor's key in it. */
function install(folder: string, key: Uint8Array): string {
  const program = join(folder, 'program');
  for (const part of ['out/main', 'out/preload', 'out/renderer', 'out/bundle-page', 'resources'])
    cpSync(join(root, part), join(program, part), { recursive: true });
  cpSync(join(root, 'package.json'), join(program, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(program, 'node_modules'), 'dir');
  writeFileSync(join(program, 'resources/update-key.pub'), Buffer.from(key).toString('base64'));
  return program;
}

// An AppImage is of Linux.
describe.runIf(process.platform === 'linux')('an update, by keyboard alone', () => {
  const data = tempData();
  const mine = join(data.folder, 'data');
  const share = join(data.folder, 'share');
  const running = join(data.folder, 'Vigil.AppImage');
  const ours = vendor();
  let run: ElectronRun;
  let page: Page;
  const state = () => page.getByTestId('updates-state');
  async function looksRight(): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
  }

  beforeAll(async () => {
    for (const folder of [mine, share]) mkdirSync(folder);
    writeFileSync(running, 'the version that runs', { mode: 0o755 });
    const files = publish(ours.privateKey, PACKAGE, Date.now(), { arch: process.arch });
    for (const [name, bytes] of files) writeFileSync(join(share, name), bytes);
    const program = install(data.folder, ours.key);
    run = await launchElectron(mine, [], { program, env: { APPIMAGE: running, VIGIL_BALLAST: '1' } });
    ({ page } = run);
    await sayName(page);
    await page.keyboard.press('5');
    await state().waitFor();
  });
  afterAll(async () => {
    await run?.quit();
    data.remove();
  });

  it('is looked for nowhere before somebody says where', async () => {
    await state().getByText('Off. Nobody looks for updates.').waitFor();
    await looksRight();
  });

  it('is fetched from a folder, verified and shown, and says that a backup comes before it', async () => {
    await page.getByTestId('updates-address').fill(share);
    await page.keyboard.press('Enter');
    await state().getByText('A newer version was fetched and verified.').waitFor();
    await page.getByText(/^Version 1\.1\.0: (\S+ MB) of \1$/).waitFor();
    await page.getByText('Quieter.').waitFor();
    await page.getByText('A verified backup comes first').waitFor();
    await looksRight();
    expect(readFileSync(running, 'utf8')).toBe('the version that runs');
    expect(listBackups(backupsOf(join(mine, 'vigil.db')))).toEqual([]);
  });

  it('that was changed by anybody since is not installed', async () => {
    const kept = join(mine, 'updates/Vigil-1.1.0.AppImage');
    writeFileSync(kept, PACKAGE.toReversed());
    await page.getByTestId('updates-install').press('Enter');
    await page.getByText('The package is not what it was when it was verified').waitFor();
    await looksRight();
    await page.getByTestId('updates-look').press('Enter');
    await page
      .getByText('The package is not what it was when it was verified')
      .waitFor({ state: 'detached' });
    await state().getByText('A newer version was fetched and verified.').waitFor();
  });

  it('is installed after a backup, takes the place of the one that runs, and starts in its place', async () => {
    expect(await ask(mine, 'engine.page', {})).toMatchObject({ value: { backups: { last: null } } });
    await page.getByTestId('updates-install').press('Enter');
    await run.ended;
    expect(readFileSync(running)).toEqual(Buffer.from(PACKAGE));
    expect(run.records.filter(({ kind }) => kind === 'relaunch')).toEqual([
      { kind: 'relaunch', args: undefined, execPath: running },
    ]);
    const file = join(mine, 'vigil.db');
    const db = new Database(file, { readonly: true });
    const actions = db.prepare<[], string>('SELECT action FROM trail ORDER BY seq').pluck().all();
    const ended = db.prepare("SELECT value FROM engine_state WHERE name = 'engine'").pluck().get();
    db.close();
    const order = ['updates.set', 'updates.back_up', 'engine.backed_up', 'updates.install'];
    expect(actions.filter((action) => order.includes(action))).toEqual(order);
    expect(ended).toBe('stopped by a person');
    expect(listBackups(backupsOf(file))).toHaveLength(1);
  });
});
