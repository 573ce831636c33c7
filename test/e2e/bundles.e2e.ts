import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
let host: LoopbackRun;
let browser: Browser;
let page: Page;
let complaints: Complaints;

beforeAll(async () => {
  host = await launchLoopback(data.folder);
  browser = await launchBrowser();
  await importSite(data.folder);
  const report = {
    site: 'RIVER-01',
    severity: 'HIGH',
    category: 'SECURITY',
    title: 'Door forced',
    note: 'x',
  };
  await ask(data.folder, 'findings.report', report);
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

/** A bundle of another installation, as a file. */
async function foreignBundle(change: (bytes: Uint8Array) => void = () => {}): Promise<string> {
  const files = readPage(join(import.meta.dirname, '../../out/bundle-page'));
  const maker = { signer: signer(), tools: bundleTools, version: '0.1.0', page: files };
  const bytes = await makeBundle(busyCollected(2_000), false, maker);
  change(bytes);
  const file = join(elsewhere.folder, `theirs-${bytes.at(-9)}-${Math.random()}.vigil`);
  writeFileSync(file, bytes);
  return file;
}
const openFiles = async (...files: readonly string[]) => {
  await page.keyboard.press('V');
  await page.getByTestId('bundle-file').setInputFiles([...files]);
};
const axeInBoth = async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  }
};

it('seals the chosen finding by one key, gives the file to the person, and reads it as its own', async () => {
  await page.keyboard.press('1');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: /Door forced/ }).waitFor();
  await page.keyboard.press('z');
  await page.getByTestId('export-contents').waitFor();
  await axeInBoth();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('export-confirm').click(),
  ]);
  const file = join(elsewhere.folder, download.suggestedFilename());
  await download.saveAs(file);
  expect(file).toMatch(/F-[0-9A-Z]+\.vigil$/);
  expect(readFileSync(file).includes('manifest.json')).toBe(true);
  await page.getByText(/is saved, sealed with key/).waitFor();
  await openFiles(file);
  const verdict = page.getByTestId('bundle-verdict');
  await verdict.getByText('The signer is this installation.').waitFor();
  await page.getByTestId('bundles').getByText('Exported as a bundle').waitFor();
});

it('opens one of another installation, whose key is unknown until somebody gives it a name', async () => {
  await openFiles(await foreignBundle());
  await page.getByText('The signer is unknown', { exact: false }).waitFor();
  await page.getByTestId('map-drawing').waitFor();
  await axeInBoth();
  await page.getByTestId('bundle-signer-name').fill('Control room North');
  await page.getByTestId('bundle-trust').click();
  await page.getByText('The signer is known here as Control room North.').waitFor();
  await page.getByTestId('bundle-forget').click();
  await page.getByText('The signer is unknown', { exact: false }).waitFor();
});

it('shows nothing of one that was changed, and names its first broken part', async () => {
  const file = await foreignBundle((bytes) => {
    const at = Buffer.from(bytes).indexOf('trail.gpx', 20_000) + 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
  });
  await openFiles(file);
  const problem = page.getByTestId('bundle-problem');
  await problem.waitFor();
  expect(await problem.textContent()).toContain('The first broken part: trail.gpx was changed.');
  expect(await page.getByTestId('map-drawing').count()).toBe(0);
  await axeInBoth();
});

/** Drops a bundle of this name, with other files, on the window. */
async function drop(name: string, ...others: readonly string[]): Promise<void> {
  const bytes = readFileSync(await foreignBundle()).toString('base64');
  const transfer = await page.evaluateHandle(
    ([text, bundle, more]) => {
      const holder = new DataTransfer();
      const content = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      holder.items.add(new File([content], bundle));
      for (const other of more) holder.items.add(new File(['{}'], other));
      return holder;
    },
    [bytes, name, others] as const,
  );
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

it('opens what is dropped anywhere on the window', async () => {
  await page.keyboard.press('1');
  await drop('dropped.vigil');
  await page.getByTestId('bundle-item').filter({ hasText: 'dropped.vigil' }).getByText('intact').waitFor();
});

it('opens the bundle and imports the rest where both are dropped', async () => {
  await page.keyboard.press('1');
  await drop('mixed.vigil', 'sites.json');
  await page.getByText('sites.json').first().waitFor();
  expect(await page.locator('#import').getByText('mixed.vigil').count()).toBe(0);
  await page.keyboard.press('V');
  await page.getByTestId('bundle-item').filter({ hasText: 'mixed.vigil' }).getByText('intact').waitFor();
});

it('complains of nothing', () => {
  expect(complaints).toEqual({ policy: [], errors: [] });
});
