import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LARGEST_PLAN } from '#contract/map.ts';
import { verifyBundle } from '#core/bundle/verify.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { readPage } from '#main/bundle-page.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { PAGE } from '#main/services/bundles/page.ts';
import { busyCollected, signer } from '#test/kit/bundle.ts';
import { axeFindings } from './axe.ts';
import { launchBrowser, tempData } from './launch.ts';

const data = tempData();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  data.remove();
});

/** The page of a bundle as it lies in the file, written out, or changed first. */
async function pageFile(
  redacted: boolean,
  change: (html: string) => string = (html) => html,
): Promise<string> {
  const page = readPage(join(import.meta.dirname, '../../out/bundle-page'));
  const maker = { signer: signer(), tools: bundleTools, version: '0.1.0', page };
  const result = verifyBundle(await makeBundle(busyCollected(400), redacted, maker), bundleTools);
  if (!result.ok) throw new Error(result.why);
  const file = join(data.folder, `${redacted}-${Math.random()}.html`);
  writeFileSync(file, change(new TextDecoder().decode(result.parts.get(PAGE))));
  return pathToFileURL(file).href;
}

type Opened = { readonly page: Page; readonly requests: string[]; readonly complaints: string[] };
async function opened(address: string, colorScheme: 'dark' | 'light' = 'dark'): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme });
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(address);
  return { page, requests, complaints };
}

it('makes a bundle of a busy finding with the largest plan of at most 2 MB', async () => {
  const page = readPage(join(import.meta.dirname, '../../out/bundle-page'));
  const collected = busyCollected(2_000);
  const { place } = collected.view;
  if (place === null) throw new Error('a busy finding has a place');
  // An image is noise to whatever packs it.
  const base64 = randomBytes(LARGEST_PLAN).toString('base64');
  const corners = { nw: { lat: 12.973, lon: 77.592 }, se: { lat: 12.969, lon: 77.597 } };
  const plan = { name: 'Ground floor', media_type: 'image/png' as const, base64, ...corners };
  const view = { ...collected.view, place: { ...place, plan } };
  const maker = { signer: signer(), tools: bundleTools, version: '0.1.0', page };
  const bytes = await makeBundle({ ...collected, view }, false, maker);
  expect(bytes.length).toBeLessThanOrEqual(2_000_000);
});

it('shows what happened, why, where, what was done and the tables, and asks for nothing but itself', async () => {
  const address = await pageFile(false);
  const { page, requests, complaints } = await opened(address);
  await page.getByRole('heading', { name: /Site silent/ }).waitFor();
  for (const text of ['No phone, GPS, task', 'Joanna Doe had fallen asleep', 'Bea Stone answered', 'C-1 09:'])
    await page.getByText(text).first().waitFor();
  expect(await page.getByTestId('timeline').getByRole('listitem').count()).toBe(120);
  // The browser opens what stands in the page itself as a request of its own kind.
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([address]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it.each(['dark', 'light'] as const)(
  'leaves axe nothing to find in the %s theme, as the system has it',
  async (scheme) => {
    const { page } = await opened(await pageFile(false), scheme);
    await page.getByTestId('map-drawing').waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe(scheme);
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  },
);

it('moves through the night by its scrubber', async () => {
  const { page } = await opened(await pageFile(false));
  const said = page.getByTestId('map-sentence');
  const before = await said.textContent();
  await page.getByTestId('map-scrubber').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => said.textContent()).not.toBe(before);
  expect(await said.textContent()).toContain('08:20');
  await page.context().close();
});

it('draws no map and names nobody where it was redacted', async () => {
  const { page } = await opened(await pageFile(true));
  await page.getByText('Positions were left out of this bundle.').waitFor();
  const text = (await page.locator('main').textContent()) ?? '';
  expect(text).toContain('operator-1');
  expect(text).not.toMatch(/Joanna|Stone|98450|No fix in the window/);
  await page.context().close();
});

it('is dark paper’s opposite when it prints: light, with every entry of the timeline', async () => {
  const { page } = await opened(await pageFile(false));
  await page.getByTestId('timeline').waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
  const [height, full] = await page
    .getByTestId('timeline')
    .evaluate((element) => [element.clientHeight, element.scrollHeight]);
  expect(height).toBe(full);
  await page.context().close();
});

it('runs no script and shows nothing of what somebody wrote into it', async () => {
  const evil = '<script>document.title="taken"</script><img src="https://elsewhere.example/x.png">';
  const { page, complaints } = await opened(
    await pageFile(false, (html) => html.replace('<body>', `<body>${evil}`)),
  );
  await page.getByRole('heading', { name: /Site silent/ }).waitFor();
  expect(await page.title()).not.toBe('taken');
  expect(complaints.filter((text) => text.includes('Content Security Policy'))).toHaveLength(2);
  await page.context().close();
});
