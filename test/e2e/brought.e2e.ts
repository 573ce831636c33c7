import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { readPage } from '#main/bundle-page.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { busyCollected, signer } from '#test/kit/bundle.ts';
import {
  type ElectronRun,
  launchBrowser,
  launchElectron,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { sayName } from './person.ts';

const elsewhere = tempData();
const pathOf = (name: string) => join(elsewhere.folder, name);

beforeAll(async () => {
  const page = readPage(join(import.meta.dirname, '../../out/bundle-page'));
  const maker = { signer: signer(), tools: bundleTools, version: '0.1.0', page };
  const bytes = await makeBundle(busyCollected(200), false, maker);
  for (const name of ['first.vigil', 'second.vigil', 'mac.vigil']) writeFileSync(pathOf(name), bytes);
});
afterAll(() => elsewhere.remove());

const shown = (page: Page, name: string) =>
  page.getByTestId('bundle-item').filter({ hasText: name }).getByText('intact');

describe('the desktop program', () => {
  const data = tempData();
  let run: ElectronRun;
  beforeAll(async () => {
    run = await launchElectron(data.folder, [pathOf('first.vigil')]);
  });
  afterAll(async () => {
    await run.quit();
    data.remove();
  });

  it('shows the bundle that it was started with, verified, as a double click starts it', async () => {
    await sayName(run.page);
    await shown(run.page, 'first.vigil').waitFor();
    await run.page.getByTestId('bundle-verdict').getByText('Every byte is as it was sealed.').waitFor();
  });

  it('shows the one of a double click while it runs, named as the folder of whoever clicks has it', async () => {
    await run.page.keyboard.press('1');
    await run.evaluate(
      ({ app }, folder) => void app.emit('second-instance', {}, ['vigil', '--flag', 'second.vigil'], folder),
      elsewhere.folder,
    );
    await shown(run.page, 'second.vigil').waitFor();
    expect(await run.page.getByTestId('bundle-item').count()).toBe(2);
  });

  it('shows the one that macOS hands over, and keeps macOS from doing more about it', async () => {
    const prevented = await run.evaluate(({ app }, path) => {
      let kept = false;
      app.emit('open-file', { preventDefault: () => (kept = true) }, path);
      return kept;
    }, pathOf('mac.vigil'));
    expect(prevented).toBe(true);
    await shown(run.page, 'mac.vigil').waitFor();
  });

  it('tells of one that is not there why it is not shown', async () => {
    await run.evaluate(
      ({ app }, path) => void app.emit('open-file', { preventDefault() {} }, path),
      pathOf('gone.vigil'),
    );
    const problem = run.page.getByTestId('bundle-problem');
    await problem.getByText('gone.vigil could not be opened.').waitFor();
    expect(await problem.textContent()).toContain('ENOENT');
  });
});

it('shows in the browser the bundle that the program was started with', async () => {
  const data = tempData();
  const host = await launchLoopback(data.folder, 0, [pathOf('first.vigil')]);
  const browser = await launchBrowser();
  try {
    const { page, complaints } = await openWindow(browser);
    await page.goto(host.address());
    await sayName(page);
    await shown(page, 'first.vigil').waitFor();
    expect(complaints).toEqual({ policy: [], errors: [] });
  } finally {
    await browser.close();
    await host.stop();
    data.remove();
  }
});
