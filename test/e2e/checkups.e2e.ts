import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fleetDocument } from '#test/kit/fleet.ts';
import { axeFindings } from './axe.ts';
import {
  type Complaints,
  type LoopbackRun,
  launchBrowser,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, sayName } from './person.ts';

const FLEET = { name: 'a.json', text: JSON.stringify(fleetDocument({ sites: 2 })) };
const GATE = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate open', note: 'seen' };
const ITEMS = ['recurring', 'statistics', 'stability', 'thresholds', 'runbooks'];

describe('checkups', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    await ask(data.folder, 'configuration.import', { files: [FLEET], dry_run: false });
    for (const _ of [1, 2]) await ask(data.folder, 'findings.report', GATE);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await page.keyboard.press('Shift+Q');
    await page.getByText('Nothing is due.').waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('begin for a site with its figures as they are', async () => {
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Site to look at' }).fill('S-1');
    await page.keyboard.press('Enter');
    await page.getByTestId('checkup-begin-site').click();
    const table = page.getByRole('table', { name: 'Findings that came back' });
    await table.getByRole('cell', { name: 'Manual' }).waitFor();
    const due = page.getByRole('navigation', { name: 'Checkups that are due' }).getByRole('button');
    expect(await due.textContent()).toMatch(/S-1 Site S-1due since .*0 items looked atnever signed before/);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.getByTestId('checkup-sign').isDisabled()).toBe(true);
  });

  it('take a note of what is to do, and are signed when every item was looked at', async () => {
    for (const item of ITEMS) await page.getByTestId(`tick-${item}`).click();
    await page.getByText('1 item to look at before it can be signed.').waitFor();
    const windows = page.getByRole('radiogroup', { name: 'What comes of: Maintenance' });
    await windows.getByText('To do', { exact: true }).click();
    expect(await page.getByTestId('tick-windows').isDisabled()).toBe(true);
    await page.getByLabel('Note to: Maintenance').fill('The lift is serviced on Fridays');
    await page.getByTestId('tick-windows').click();
    await page.getByTestId('checkup-sign').click();
    await page.getByLabel('Note (optional)').fill('A quiet week');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('checkup-sign-sure').click();
    await page.getByText('Looked at by: Ada (not verified)', { exact: false }).waitFor();
    await page.getByText('To do: The lift is serviced on Fridays', { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('report-print').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^weekly-checkup-.*\.pdf$/);
  });

  it('of the installation tell of upkeep, baselines, the engine and its load', async () => {
    await page.keyboard.press('Shift+Q');
    await page.getByTestId('checkup-begin-installation').click();
    for (const name of ['Archive and backups', 'Odd baselines', 'The engine', 'Load of alerts'])
      await page.getByRole('region', { name, exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
