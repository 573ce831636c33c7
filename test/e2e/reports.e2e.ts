import { readFileSync } from 'node:fs';
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

const FLEET = { name: 'a.json', text: JSON.stringify(fleetDocument({ sites: 1 })) };
const GATE = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate open', note: 'seen' };

describe('reports', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    await ask(data.folder, 'configuration.import', { files: [FLEET], dry_run: false });
    await ask(data.folder, 'findings.report', GATE);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await page.keyboard.press('Shift+S');
    await page.getByTestId('report').waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  const saved = async (press: () => Promise<void>): Promise<{ name: string; start: string }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    const file = await download.path();
    return { name: download.suggestedFilename(), start: readFileSync(file, 'latin1').slice(0, 5) };
  };

  it('show the handover of the shift as it will be printed, and save it as a PDF', async () => {
    const open = page.getByRole('table', { name: 'Open findings' });
    await open.getByRole('cell', { name: 'Gate open' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const { name, start } = await saved(() => page.getByTestId('report-print').click());
    expect(name).toMatch(/^shift-handover-\d{4}-\d\d-\d\d-\d{4}\.pdf$/);
    expect(start).toBe('%PDF-');
  });

  it('keep a handover as it was made, with the names of who goes and who comes', async () => {
    await page.getByTestId('report-keep').click();
    await page.getByTestId('report-outgoing').click();
    await page.getByLabel('Note (optional)').fill('Gate 2 sticks');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('report-sign-sure').click();
    await page.getByText('Outgoing: Ada (not verified)', { exact: false }).waitFor();
    await page.getByTestId('report-incoming').waitFor();
    await page.getByTestId('report-outgoing').waitFor({ state: 'detached' });
    const kept = page.getByRole('navigation', { name: 'Kept reports' }).getByRole('button');
    expect(await kept.textContent()).toContain('to be signed');
  });

  it('tell a client how its month was, and how its sites stand', async () => {
    await page.getByRole('combobox', { name: 'Report' }).selectOption({ label: 'Scorecard' });
    await page.getByText('Choose a client.').waitFor();
    await page.getByRole('combobox', { name: 'Client' }).fill('C-1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What changed' }).waitFor();
    await page.getByRole('combobox', { name: 'Report' }).selectOption({ label: 'Dashboard' });
    await page.getByRole('heading', { name: 'Site dashboard' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const { name, start } = await saved(() => page.getByRole('button', { name: 'Save as page' }).click());
    expect(name).toMatch(/^site-dashboard-.*\.html$/);
    expect(start).toBe('<!doc');
  });

  it('list findings, for paper and for a spreadsheet', async () => {
    await page.getByRole('combobox', { name: 'Report' }).selectOption({ label: 'Findings' });
    await page.getByRole('table', { name: '1 finding' }).getByRole('cell', { name: 'Gate open' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const { name, start } = await saved(() => page.getByRole('button', { name: 'Save as CSV' }).click());
    expect(name).toMatch(/^findings-.*\.csv$/);
    expect(start).toBe('id,te');
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
