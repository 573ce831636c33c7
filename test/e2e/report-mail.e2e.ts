import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fleetDocument } from '#test/kit/fleet.ts';
import { axeFindings } from './axe.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask } from './person.ts';

const SECRET = 'a good long secret';
const FLEET = { name: 'a.json', text: JSON.stringify(fleetDocument({ sites: 1 })) };
const MAIL = {
  ...{ name: 'mail_client', title: 'Mail to clients', on: true, hourly_cap: 5 },
  means: {
    ...{ kind: 'MAIL', from: 'vigil@desk.example', to: ['owner@client.example'], subject: 's', text: 't' },
    server: { host: 'mail.example', port: 587, security: 'STARTTLS', username: null },
    resolve_text: null,
  },
};

const data = tempData();
let host: LoopbackRun;
let browser: Browser;
beforeAll(async () => {
  host = await launchLoopback(data.folder);
  browser = await launchBrowser();
  await ask(data.folder, 'configuration.import', { files: [FLEET], dry_run: false });
  await ask(data.folder, 'actions.save', MAIL);
  const order = { kind: 'scorecard', client: 'C-1', month: '2026-01' };
  await ask(data.folder, 'reports.keep', { order });
  await ask(data.folder, 'accounts.add', { name: 'Sven', role: 'supervisor', scope: 'all', secret: SECRET });
  await ask(data.folder, 'accounts.turn_on', { name: 'Root', secret: SECRET });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  data.remove();
});

it('a scorecard that was released is sent to its client: exactly what is shown, once another has approved it', async () => {
  const { page, complaints } = await openWindow(browser);
  await page.goto(host.address());
  await page.getByTestId('sign-in-name').fill('Sven');
  await page.getByTestId('sign-in-secret').fill(SECRET);
  await page.keyboard.press('Enter');
  await page.getByTestId('sign-in-name').waitFor({ state: 'detached' });
  await page.keyboard.press('Shift+S');
  const kept = page.getByRole('navigation', { name: 'Kept reports' });
  await kept.getByRole('button', { name: 'Monthly scorecard' }).click();
  await page.getByTestId('report-approved').waitFor();
  expect(await page.getByTestId('report-send').count()).toBe(0);
  await page.getByTestId('report-approved').click();
  await page.getByTestId('report-sign-sure').click();
  await page.getByTestId('report-send').click();
  await page.getByTestId('report-send-action').selectOption('mail_client');
  await page.getByText('Subject: Monthly scorecard').waitFor();
  await expect.poll(() => page.getByTestId('report-send-to').inputValue()).toBe('owner@client.example');
  await page.getByLabel('One page for a browser (HTML)').check();
  await expect.poll(() => page.getByTestId('message-file').count()).toBe(2);
  await page.getByTestId('report-send-reason').fill('It is the first of the month');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByTestId('report-send-sure').click();
  await page.getByText('Mail to clients to owner@client.example: waits for approval').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Shift+U');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('message-file-save').first().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Monthly scorecard .*\.pdf$/);
  expect(readFileSync(await download.path(), 'latin1').slice(0, 5)).toBe('%PDF-');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open the report' }).click();
  await page.getByTestId('report-sendings').waitFor();
  expect(complaints).toEqual({ policy: [], errors: [] });
});
