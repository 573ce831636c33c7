import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

/* What is kept, for how long, and what is held back from being deleted, by keyboard alone. */

describe('keeping, by keyboard alone', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;
  const press = (key: string) => page.keyboard.press(key);
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' });
  async function looksRight(): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
  }

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await importSite(data.folder);
    await page.goto(host.address());
    await sayName(page);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('says for how long each kind of data is kept, and by whom that was set', async () => {
    await press('Y');
    const kinds = page.getByRole('table', { name: /Kinds of data/ });
    await kinds.getByRole('row', { name: /Events.*400 days.*as shipped/ }).waitFor();
    await kinds.getByRole('row', { name: /evidence.*730 days after/ }).waitFor();
    await kinds.getByRole('row', { name: /Cases.*730 days after it was closed/ }).waitFor();
    await kinds.getByRole('row', { name: /Kept reports.*1,461 days/ }).waitFor();
    await page.getByText('Nothing is held').waitFor();
    await page.getByText('Nothing has been archived yet').waitFor();
    await looksRight();
    await page.getByTestId('retention-change').press('Enter');
    await page.getByTestId('retention-days').fill('20');
    await press('Control+Enter');
    expect(await page.getByTestId('retention-save').isDisabled()).toBe(true);
    await page.getByTestId('retention-days').fill('120');
    await page.getByTestId('retention-cases').fill('365');
    await looksRight();
    await press('Control+Enter');
    await closed();
    await kinds.getByRole('row', { name: /Events.*120 days.*by Ada/ }).waitFor();
    expect(await ask(data.folder, 'retention.get', {})).toMatchObject({
      value: { days: 120, evidence_days: 730, cases_days: 365, reports_days: 1_461 },
    });
  });

  it('places a hold with the reason, says why a second one is refused, and lifts it', async () => {
    const place = async () => {
      await page.getByTestId('hold-place').press('Enter');
      await page.getByTestId('hold-kind').selectOption('SITE');
      await page.getByTestId('hold-code').fill('RIVER-01');
      await page.getByTestId('hold-because').fill('A claim is open');
      await press('Control+Enter');
    };
    await place();
    await closed();
    const held = page.getByRole('row', { name: /Site RIVER-01.*A claim is open.*Ada/ });
    await held.waitFor();
    await looksRight();
    await place();
    await page.getByText('There is a hold on RIVER-01 already.').waitFor();
    await press('Escape');
    await closed();
    await held.getByRole('button', { name: 'Lift the hold on Site RIVER-01' }).press('Enter');
    await page.getByTestId('hold-lift-because').fill('It was settled');
    await press('Control+Enter');
    await closed();
    await page.getByText('Nothing is held').waitFor();
    expect(await ask(data.folder, 'holds.list', {})).toMatchObject({ value: { holds: [] } });
  });

  it('leads to the archive, from here and from the end of everything', async () => {
    await page.getByTestId('search-archive').press('Enter');
    await page.getByTestId('view-archived').and(page.locator('[aria-pressed="true"]')).waitFor();
    await page.locator('#feed-text:focus').waitFor();
    await page.getByTestId('view-all').press('Enter');
    await page.getByTestId('older-in-archive').press('Enter');
    await page.getByTestId('view-archived').and(page.locator('[aria-pressed="true"]')).waitFor();
    await looksRight();
    expect([...complaints.policy, ...complaints.errors]).toEqual([]);
  });
});
