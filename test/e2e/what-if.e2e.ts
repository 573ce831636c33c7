import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, MINUTE, toIso } from '#core/model/time.ts';
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
let browser: Browser;
let host: LoopbackRun;
let page: Page;
let complaints: Complaints;

/** A phone that rang every ten minutes of the last eight days. */
async function sayWeek(): Promise<void> {
  const now = Date.now();
  const lines = Array.from({ length: 8 * 144 }, (_, i) =>
    JSON.stringify({ type: 'phone_event', site: 'RIVER-01', ts: toIso(now - 8 * DAY + i * 10 * MINUTE) }),
  );
  await ask(data.folder, 'telemetry.ingest', { file: 'week', first_line: 1, text: `${lines.join('\n')}\n` });
}

beforeAll(async () => {
  host = await launchLoopback(data.folder);
  browser = await launchBrowser();
  ({ page, complaints } = await openWindow(browser));
  await importSite(data.folder);
  await sayWeek();
  await page.goto(host.address());
  await sayName(page);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host.stop();
  data.remove();
});

it('tries a threshold from the page of a site, shows what it would do, and saves it', async () => {
  await page.keyboard.press('2');
  await page.getByText('RIVER-01').first().dblclick();
  await page.getByTestId('site-page').getByRole('button', { name: 'What if' }).click();
  const trial = page.getByTestId('what-if');
  await trial.getByRole('button', { name: 'Leave out RIVER-01' }).waitFor();
  await trial.getByLabel('At least').fill('20');
  await trial.getByLabel('Over the last').selectOption('7');
  await trial.getByTestId('what-if-start').click();
  const types = trial.getByRole('table', { name: 'By type of finding' });
  await types.waitFor({ timeout: 60_000 });
  const row = types.getByRole('row', { name: /CRITICAL_SIGNAL_PHONE_EVENTS_LOW/ });
  expect(await row.getByRole('cell').allInnerTexts()).toEqual(['0', '1', '0 s', expect.any(String)]);
  expect(await axeFindings(page)).toEqual([]);

  await trial.getByTestId('what-if-check').click();
  await trial.getByText('1 scope would change').waitFor();
  await trial.getByTestId('what-if-save').click();
  await trial.getByText('Saved as version 2').waitFor();
  expect(await ask(data.folder, 'sites.settings', { site: 'RIVER-01' })).toMatchObject({
    value: { audit: { signal_thresholds: { phone_events: { min_count: 20, window_minutes: 60 } } } },
  });
  expect(complaints).toEqual({ policy: [], errors: [] });
}, 120_000);

it('says at the field what is wrong with a value that is refused, and tries nothing', async () => {
  const trial = page.getByTestId('what-if');
  await trial.getByLabel('in minutes').fill('99999');
  await trial.getByTestId('what-if-start').click();
  await trial.getByRole('alert').getByText('signal_thresholds.phone_events.window_minutes').waitFor();
  await trial.getByText('10080', { exact: false }).first().waitFor();
});
