import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import {
  type Complaints,
  type LoopbackRun,
  launchBrowser,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, importSite, sayName } from './person.ts';

const data = tempData();
const elsewhere = tempData();
let host: LoopbackRun;
let browser: Browser;
let page: Page;
let complaints: Complaints;

beforeAll(async () => {
  host = await launchLoopback(data.folder);
  browser = await launchBrowser();
  await importSite(data.folder);
  const report = { site: 'RIVER-01', severity: 'HIGH', category: 'SECURITY', title: 'Door forced' };
  for (let night = 0; night < 60; night++)
    await ask(data.folder, 'findings.report', { ...report, note: `night ${night}` });
  ({ page, complaints } = await openWindow(browser));
  await page.goto(host.address());
  await sayName(page);
  await page.keyboard.press('C');
  await page.getByTestId('trail-row').first().waitFor();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  data.remove();
  elsewhere.remove();
});

const axeInBoth = async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  }
};

it('shows the newest rows, what each changed, and finds them by what and where', async () => {
  const rows = page.getByTestId('trail-row');
  expect(await rows.count()).toBeGreaterThan(60);
  await page.getByTestId('trail-action').fill('configuration.*');
  await page.getByTestId('trail-find').click();
  // The runbooks that come with Vigil, and the site.
  await expect.poll(() => rows.count()).toBe(2);
  await rows.first().getByRole('button').first().click();
  await page.getByTestId('trail-payload').waitFor();
  await axeInBoth();
  await page.getByTestId('trail-action').fill('');
  await page.getByTestId('trail-site').fill('RIVER-01');
  await page.getByTestId('trail-find').click();
  await expect.poll(() => rows.count()).toBeGreaterThan(50);
});

it('verifies the chain, and says where its head was written down since', async () => {
  const verdict = page.getByTestId('trail-verdict');
  await page.getByTestId('trail-anchor-file').fill(join(elsewhere.folder, 'anchors.ndjson'));
  await page.getByTestId('trail-anchor-move').click();
  await page.getByText('is written down in', { exact: false }).waitFor();
  await page.getByTestId('trail-verify').click();
  await verdict.getByText('holds from its beginning to its end').waitFor();
  await verdict.getByText('1 anchor in', { exact: false }).waitFor();
  await axeInBoth();
});

it('exports what is chosen, and says so in the trail', async () => {
  await page.getByTestId('trail-action').fill('finding.opened');
  await page.getByTestId('trail-find').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('trail-csv').click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(61);
  expect(lines[0]).toBe('seq,at,actor,verified,action,entity,entity_id,reason,hash');
  const told = (await ask(data.folder, 'trail.page', { filter: { action: 'trail.exported' } })) as {
    value: { rows: { payload: unknown }[] };
  };
  expect(told.value.rows[0]?.payload).toMatchObject({ after: { action: 'finding.opened' } });
});

it('complains of nothing', () => {
  expect(complaints).toEqual({ policy: [], errors: [] });
});
