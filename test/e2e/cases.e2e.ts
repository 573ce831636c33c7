import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyFile } from '#core/bundle/verify.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { readPage } from '#main/bundle-page.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { busyCollected, signer } from '#test/kit/bundle.ts';
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
const theirs = join(elsewhere.folder, 'theirs.vigil');
let host: LoopbackRun;
let browser: Browser;
let page: Page;
let complaints: Complaints;
/** The saved case. */
let file = '';

beforeAll(async () => {
  host = await launchLoopback(data.folder);
  browser = await launchBrowser();
  await importSite(data.folder);
  const about = { site: 'RIVER-01', severity: 'HIGH', category: 'SECURITY', note: 'x' };
  await ask(data.folder, 'findings.report', { ...about, title: 'Door forced' });
  const files = readPage(join(import.meta.dirname, '../../out/bundle-page'));
  const maker = { signer: signer(), tools: bundleTools, version: '0.1.0', page: files };
  writeFileSync(theirs, await makeBundle(busyCollected(500), false, maker));
  ({ page, complaints } = await openWindow(browser));
  await page.goto(host.address());
  await sayName(page);
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

it('is begun from a finding, by its menu, and shows where it went', async () => {
  await page.keyboard.press('1');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: /Door forced/ }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Add to a case');
  await page.keyboard.press('Enter');
  await page.getByTestId('case-new-name').fill('The north gate');
  await axeInBoth();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/is in the case The north gate/).waitFor();
});

it('takes bundles that are open here, notes of either, and an order', async () => {
  await page.keyboard.press('V');
  await page.getByTestId('bundle-file').setInputFiles(theirs);
  await page.getByTestId('bundle-verdict').waitFor();
  await page.getByTestId('case-row').filter({ hasText: 'The north gate' }).click();
  await page.getByTestId('case-add-bundle').click();
  await page.getByTestId('case-item').nth(1).getByText('theirs.vigil').waitFor();
  await page.getByTestId('case-up').nth(1).click();
  await page.getByTestId('case-item').first().getByText('theirs.vigil').waitFor();
  await page.getByTestId('case-note').fill('The lock was cut before ten.');
  await page.getByTestId('case-note-about').selectOption({ index: 1 });
  await page.getByTestId('case-write').click();
  await page.getByTestId('case-noted').getByText('The lock was cut before ten.').waitFor();
  expect(await page.getByTestId('case-noted').textContent()).toMatch(/Ada.*about F-1/);
  await axeInBoth();
});

it('is closed, and saved as one file that anybody verifies', async () => {
  await page.getByTestId('case-close').click();
  await page.getByText('it is not changed any more', { exact: false }).first().waitFor();
  expect(await page.getByTestId('case-note').count()).toBe(0);
  await page.getByTestId('case-save').click();
  await page.getByTestId('case-contents-choice').waitFor();
  await axeInBoth();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('case-seal').click(),
  ]);
  file = join(elsewhere.folder, download.suggestedFilename());
  await download.saveAs(file);
  await page.getByText(/is saved, sealed with key/).waitFor();
  const result = verifyFile(readFileSync(file), bundleTools);
  if (!result.ok) throw new Error(`${result.part} ${result.why}`);
  expect([...result.parts.keys()].filter((name) => name.startsWith('bundles/'))).toHaveLength(2);
  expect(Buffer.from(result.parts.get('bundles/01-F-1.vigil') ?? []).equals(readFileSync(theirs))).toBe(true);
});

it('is not saved without who and where while it holds a bundle that tells both', async () => {
  await page.getByTestId('case-save').click();
  await page.getByTestId('case-contents-choice').selectOption('redacted');
  await page.getByTestId('case-seal').click();
  await page.getByRole('alert').getByText('theirs.vigil holds names and positions').waitFor();
  await page.keyboard.press('Escape');
});

it('is opened to read like a bundle: its notes, and each bundle of it', async () => {
  await page.getByTestId('bundle-file').setInputFiles(file);
  const contents = page.getByTestId('case-contents');
  await contents.getByText('The lock was cut before ten.').waitFor();
  await contents.getByRole('heading', { name: /Site silent/ }).waitFor();
  await contents.getByTestId('case-bundle').nth(1).click();
  await contents.getByRole('heading', { name: /Door forced/ }).waitFor();
  await page.getByTestId('bundle-verdict').getByText('The signer is this installation.').waitFor();
  await axeInBoth();
});

it('shows the same on its page in any browser, which asks for nothing', async () => {
  const result = verifyFile(readFileSync(file), bundleTools);
  const html = join(elsewhere.folder, 'index.html');
  writeFileSync(html, (result.ok && result.parts.get('index.html')) || '');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const alone = await context.newPage();
  const [requests, said]: [string[], string[]] = [[], []];
  alone.on('request', (request) => requests.push(request.url()));
  alone.on('pageerror', (error) => said.push(error.message));
  alone.on('console', (message) => said.push(message.text()));
  await alone.goto(pathToFileURL(html).href);
  await alone.getByText('The lock was cut before ten.').waitFor();
  await alone.getByTestId('case-bundle').nth(1).click();
  await alone.getByRole('heading', { name: /Door forced/ }).waitFor();
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(html).href]);
  expect(said).toEqual([]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await alone.emulateMedia({ colorScheme });
    expect(await axeFindings(alone)).toEqual([]);
  }
  await context.close();
});

it('complains of nothing', () => {
  expect(complaints).toEqual({ policy: [], errors: [] });
});
