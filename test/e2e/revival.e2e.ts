import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ElectronRun,
  launchBrowser,
  launchElectron,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { importSite, quiet, sayName } from './person.ts';

/* What happens when a page dies, hangs or cannot be drawn. */

describe('the window of Electron', () => {
  const data = tempData();
  let run: ElectronRun;
  const page = () => run.page;
  const seen = (kind: string) => run.records.filter((record) => record.kind === kind).length;
  /** Takes the process of the window's page away, as a crash does. */
  const crash = () =>
    run.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );

  beforeAll(async () => {
    run = await launchElectron(data.folder);
    await sayName(run.page);
    await quiet(run.page).waitFor();
  });
  afterAll(async () => {
    await run?.quit();
    data.remove();
  });

  it('beeps and shows its screens again when its page hangs', async () => {
    page()
      .evaluate(() => {
        for (;;);
      })
      .catch(() => {}); // it never answers
    await expect.poll(() => seen('beep'), { timeout: 40_000 }).toBe(1);
    await quiet(await run.nextPage()).waitFor();
  });

  it('shows them again when its page dies', async () => {
    await crash();
    await quiet(await run.nextPage()).waitFor();
    expect(seen('beep')).toBe(2);
  });

  it('shows a page without script when they keep dying, and leads back from it', async () => {
    await crash();
    await quiet(await run.nextPage()).waitFor();
    await crash();
    const safe = await run.nextPage();
    await safe.getByRole('heading', { name: /The screens stopped/ }).waitFor();
    expect(await safe.evaluate(() => document.scripts.length)).toBe(0);
    await safe.getByRole('link', { name: 'Open the screens again' }).click();
    await quiet(safe).waitFor();
  });

  it('starts again without the graphics card when the process that draws has died three times', async () => {
    const die = () =>
      run.evaluate(({ app }) => app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed' }));
    await die();
    await die();
    expect(seen('relaunch')).toBe(0);
    await die();
    await expect
      .poll(() => run.records)
      .toContainEqual({ kind: 'relaunch', args: expect.arrayContaining(['--no-acceleration']) });
  });
});

describe('a page whose drawing fails', () => {
  const data = tempData();
  let stop: () => Promise<void>;
  let page: Page;

  beforeAll(async () => {
    const run = await launchLoopback(data.folder);
    const browser = await launchBrowser();
    stop = async () => {
      await browser.close();
      await run.stop();
    };
    ({ page } = await openWindow(browser));
    await page.goto(run.address());
    await sayName(page);
    expect(await importSite(data.folder)).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    await stop?.();
    data.remove();
  });

  it('loses one screen and keeps the others', async () => {
    // What the map draws with, and nothing else.
    await page.evaluate(() => {
      Math.log2 = () => {
        throw new Error('broken');
      };
    });
    await page.keyboard.press('3');
    await page.getByText('The screen Map stopped.').waitFor();
    await page.keyboard.press('2');
    await page.getByText('RIVER-01').first().waitFor();
  });

  it('loads itself again when nothing can be drawn', async () => {
    await page.evaluate(() => {
      Number.prototype.toLocaleString = () => {
        throw new Error('broken');
      };
    });
    await page.keyboard.press('5');
    await page.getByText('The screens stopped.').waitFor();
    await quiet(page).waitFor();
  });
});
