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

const json = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(value)),
});
const text = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});
const FLEET = json('fleet.json', fleetDocument({ sites: 3 }));
const WRONG = text(
  'wrong.yaml',
  'version: 1\ntenants:\n  - code: T-1\n    name: Tenant 1\n    audit: { sensitivty: HIGH }\n',
);
const event = (site: string, minute: number) =>
  `${JSON.stringify({ type: 'phone_event', site, ts: `2026-01-05T10:0${minute}:00Z` })}\n`;
const PHONES = text('phones.ndjson', event('S-1', 1) + event('S-2', 2) + event('S-9', 3));
const PEN = text(
  'pen.csv',
  Buffer.from(
    'Datum;Uhrzeit;Objekt;Wächter;Punkt\n05.01.2026;9:05;S-1;G-1;C-1\n05.01.2026;9:15;S-1;G-1;C-2\n',
    'latin1',
  ),
);

const choose = (page: Page, ...files: ReturnType<typeof text>[]) =>
  page.getByTestId('import-files').setInputFiles(files);
/** Goes on by the key, as soon as that can be done. */
async function forward(page: Page): Promise<void> {
  await page.locator(':is([data-testid="import-next"], [data-testid="import-confirm"]):enabled').waitFor();
  await page.locator('#import').focus();
  await page.keyboard.press('Control+Enter');
}
const table = (page: Page, name: string) => page.getByRole('table', { name });

describe('the import', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await page.keyboard.press('i');
    await page.getByTestId('import-choose').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('tells what is wrong with its line and what to write, and changes nothing', async () => {
    expect(
      await page.getByTestId('import-choose').evaluate((button) => button === document.activeElement),
    ).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await choose(page, WRONG);
    await expect.poll(() => page.getByLabel('What wrong.yaml is').inputValue()).toBe('configuration_yaml');
    await forward(page);
    const row = page.getByTestId('import-problems').getByRole('row').nth(1);
    await row.getByText('Write sensitivity.').waitFor();
    expect(await row.getByRole('cell').nth(1).textContent()).toBe('5');
    expect(await page.getByTestId('import-confirm').isDisabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is begun by dropping files anywhere, takes several of any kind, and imports sites before their telemetry', async () => {
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.keyboard.press('1');
    const dropped = await page.evaluateHandle(
      (files) => {
        const transfer = new DataTransfer();
        for (const [name, content] of files) transfer.items.add(new File([content], name));
        return transfer;
      },
      [FLEET, PHONES].map(({ name, buffer }): [string, string] => [name, buffer.toString()]),
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
    await table(page, 'Chosen files').getByText('sites S-1, S-2, S-9').waitFor();
    await forward(page);
    await page.getByText('S-1 (comes with these files), S-2 (comes with these files), S-9').waitFor();
    await page.getByText('5 added').first().waitFor();
    await forward(page);
    await page.getByText('Imported as version 1.').waitFor();
    const cells = table(page, 'Telemetry').getByRole('row').nth(1).getByRole('cell');
    expect(await cells.allTextContents()).toEqual([' 100 %', '2', '0', '1']);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Look at the quarantine' }).click();
    await page.getByText('no site S-9 is configured').waitFor();
  });

  it('deactivates what the files do not name only when a person has seen the names and said so twice, and takes it back', async () => {
    await page.keyboard.press('i');
    await page.getByTestId('import-again').click();
    await choose(
      page,
      json('fewer.json', fleetDocument({ sites: 2, site: (index) => (index === 0 ? { priority: 1 } : {}) })),
    );
    await forward(page);
    await page.getByLabel('Deactivate the 1 site that these files do not name').check();
    await page.getByRole('region', { name: 'Sites that would be deactivated' }).getByText('S-3').waitFor();
    expect(await page.getByTestId('import-confirm').isDisabled()).toBe(true);
    await page.getByRole('searchbox').fill('priority');
    await page.getByText('1 added').or(page.getByText('priority')).first().waitFor();
    await page.getByTestId('import-sure').check();
    await page.getByTestId('import-confirm').click();
    await page.getByText('Imported as version 2.').waitFor();
    await page.getByTestId('import-undo').click();
    await page.getByText('Taken back, as version 3.').waitFor();
    const reply = await ask(data.folder, 'sites.list', {});
    expect(JSON.stringify(reply)).toContain('S-3');
  });

  it('maps the columns of a table once, shows what becomes of its rows, and knows the next one', async () => {
    await page.getByTestId('import-again').click();
    await choose(page, PEN);
    await expect.poll(() => page.getByLabel('How pen.csv is written').inputValue()).toBe('windows-1252');
    await forward(page);
    const sample = page.getByTestId('import-sample');
    await sample.getByText('Wächter').waitFor();
    await page.getByLabel('What fills tour').selectOption('fixed');
    await page.getByLabel('Text of tour').fill('T-1');
    await sample.getByText('checkpoint scan').first().waitFor();
    await page.getByLabel('Name of the mapping').fill('tour-pen');
    await page.getByTestId('mapping-save').click();
    await page.getByText('Saved as tour-pen.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await forward(page);
    await page.getByTestId('import-confirm').click();
    await page.getByText('Telemetry is never taken back').waitFor();
    await page.getByTestId('import-again').click();
    await choose(page, PEN);
    await forward(page);
    await expect.poll(() => page.getByLabel('Saved mapping').inputValue()).toBe('tour-pen');
    await page.getByTestId('import-mappings').click();
    await page.getByRole('button', { name: 'Delete tour-pen' }).click();
    await page.getByText('tour-pen is deleted.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Edit tour-pen' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('broke no rule of the page', () => {
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
