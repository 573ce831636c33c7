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

const FLEET = { name: 'a.json', text: JSON.stringify(fleetDocument({ sites: 7, tenants: 3 })) };

describe('the rollout', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    await ask(data.folder, 'configuration.import', { files: [FLEET], dry_run: false });
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await page.keyboard.press('Shift+G');
    await page.getByTestId('rollout-standing').waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  const standing = () => page.getByTestId('rollout-standing').textContent();

  it('proposes the pilot, shows what it would change and applies it in one step', async () => {
    expect(await standing()).toBe('Not begun');
    await page.getByText('5 of 7 sites chosen').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Choose S-1' }).uncheck();
    await page.getByText('4 of 7 sites chosen').waitFor();
    await page.getByTestId('rollout-try').click();
    const dialog = page.getByRole('dialog', { name: 'What Pilot changes' });
    await dialog.getByText('at 4 sites').click();
    await dialog.getByText('S-2, S-3, S-4, S-5').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('rollout-apply').click();
    await page.getByText('Pilot is applied as version 2.').waitFor();
    expect(await standing()).toMatch(/^Pilot since .*, 4 sites$/);
  });

  it('shows the gate with its numbers, and lets nobody past it without a reason', async () => {
    const gate = page.getByRole('table', { name: 'Gate after Pilot' });
    expect(await gate.getByTestId('gate-false_positives').getAttribute('data-status')).toBe('too few data');
    expect(await gate.getByTestId('gate-days').getAttribute('data-status')).toBe('not met');
    await page.getByRole('heading', { name: 'Learning' }).waitFor();
    await page.getByText('At 7 of 7 sites too little is known').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('rollout-try').click();
    const apply = page.getByTestId('rollout-apply');
    expect(await apply.isDisabled()).toBe(true);
    await page.getByLabel('The gate is not met. Why do you go on?').fill('Data of a year is there');
    await apply.click();
    await page.getByText('Learning is applied as version 3.').waitFor();
  });

  it('refuses anomalies at sites that are not stable, and says which', async () => {
    await page.getByTestId('rollout-ANOMALIES_LOW').click();
    await page.getByText('Expand comes before it.').waitFor();
    await page.getByTestId('rollout-EXPAND').click();
    // What belongs to a later phase is not offered.
    expect(await page.getByLabel('Anomaly detection').locator('option').allTextContents()).toEqual([
      'as it is',
      'off',
    ]);
    expect(await page.getByText('Low-risk actions by themselves').count()).toBe(0);
    await page.getByTestId('rollout-try').click();
    await page.getByLabel('The gate is not met. Why do you go on?').fill('To see what is refused');
    await page.getByTestId('rollout-apply').click();
    await page.getByText('Expand is applied as version 4.').waitFor();
    for (const site of ['S-1', 'S-2']) await page.getByRole('checkbox', { name: `Choose ${site}` }).check();
    await page.getByTestId('rollout-try').click();
    await page.getByRole('alert').getByText('these are not: S-1, S-2').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('undoes the last step, and then the one before it', async () => {
    await page.getByTestId('rollout-undo').click();
    await page.getByText('The last step is undone').waitFor();
    for (const phase of ['Learning', 'Pilot']) {
      await page.getByTestId('rollout-standing').getByText(phase).waitFor();
      await page.getByTestId('rollout-undo').click();
    }
    await page.getByTestId('rollout-standing').getByText('Not begun').waitFor();
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
