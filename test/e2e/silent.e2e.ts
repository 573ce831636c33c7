import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { importSite, sayName } from './person.ts';

describe('an engine that does not answer any more', () => {
  const data = tempData();
  let browser: Browser;
  let host: LoopbackRun;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    host = await launchLoopback(data.folder);
    await importSite(data.folder);
    ({ page } = await openWindow(browser));
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(host.address());
    await sayName(page);
    await page.keyboard.press('3');
    await page.getByTestId('map-list-site').waitFor();
    await page.keyboard.press('1');
    await host.kill();
    await page.getByTestId('connection-banner').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    data.remove();
  });

  it('leaves the map of all sites where it was, beneath what could not be loaded', async () => {
    await page.keyboard.press('3');
    const alert = page.getByTestId('fleet-map').getByRole('alert');
    await alert.waitFor();
    const said = await alert.boundingBox();
    const map = await page.getByTestId('map-frame').boundingBox();
    const foot = await page.getByRole('contentinfo').boundingBox();
    if (said === null || map === null || foot === null) throw new Error('something is not drawn');
    expect(said.height).toBeLessThan(100);
    expect(map.height).toBeGreaterThan(300);
    expect(map.y + map.height).toBeLessThanOrEqual(foot.y);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is not called running on its own page', async () => {
    await page.keyboard.press('5');
    const program = page.getByTestId('engine-page');
    await program.getByText('not answering', { exact: true }).waitFor();
    expect(await program.getByText('running', { exact: true }).count()).toBe(0);
  });
});
