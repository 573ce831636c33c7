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

const spine = (page: Page, type: string) =>
  page.getByRole('navigation', { name: 'All runbooks' }).getByRole('button', { name: type });

describe('the runbooks', () => {
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
    await page.keyboard.press('Shift+B');
    await spine(page, 'TOUR_OVERDUE').waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('are written step by step, refused at their field, and saved as a version with its difference', async () => {
    await spine(page, 'TOUR_OVERDUE').click();
    await page.getByText('Mandatory Tour Overdue').last().waitFor();
    await page.getByTestId('runbook-edit').click();
    const steps = page.getByTestId('runbook-step');
    const count = await steps.count();
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByText('"" was written', { exact: false }).waitFor();
    expect(await page.getByTestId('runbook-review').isDisabled()).toBe(true);
    await steps.nth(count).fill('Tell the client');
    await page.getByRole('button', { name: `Move step ${count + 1} up` }).click();
    await page.getByTestId('runbook-review').click();
    await page
      .getByRole('dialog')
      .getByText(`step ${count + 1}`)
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Why (for the trail)').fill('The contract asks for it');
    await page.getByTestId('runbook-save').click();
    await page.getByText('Version 2 was saved.', { exact: false }).waitFor();
    expect(await ask(data.folder, 'runbooks.history', { finding_type: 'TOUR_OVERDUE' })).toMatchObject({
      ok: true,
      value: [{ runbook: { version: 2 }, changes: [{ new: 'Tell the client' }, {}] }, {}],
    });
  });

  it('are compared two versions at a time, retired and brought back, each with a reason', async () => {
    const because = async (why: string) => {
      await page.getByTestId('runbook-stand-reason').fill(why);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await spine(page, 'TOUR_OVERDUE').click();
    await page.getByTestId('runbook-compare').click();
    expect(await axeFindings(page)).toEqual([]);
    await because('The new step may be too much');
    await page.getByText('No winner yet: too few. 30 of each must be judged', { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('runbook-end').click();
    await because('It was');
    await page.getByTestId('runbook-retire').click();
    await page.getByText('Without a runbook then: TOUR_OVERDUE.').waitFor();
    await because('Nobody follows it');
    await page.getByText('Without a runbook: TOUR_OVERDUE.', { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('runbook-bring-back').click();
    await because('Somebody does');
    await page.getByText('Without a runbook', { exact: false }).waitFor({ state: 'detached' });
  });

  it('begin as another, for a type that has none, and say when it has one', async () => {
    await page.getByRole('button', { name: 'New…' }).click();
    const type = page.getByLabel('Finding type, or a prefix ending in *');
    await type.fill('duress');
    await page.getByText('DURESS has one: edit that.').waitFor();
    await type.fill('anomaly_door_opens_*');
    await page.getByTestId('runbook-begin').click();
    await page.getByText('A first runbook for ANOMALY_DOOR_OPENS_*').waitFor();
    await page.getByTestId('runbook-review').click();
    await page.getByTestId('runbook-save').click();
    await page.getByText('Version 1 was saved.', { exact: false }).waitFor();
  });

  it('are read without a mouse, and say nothing to axe or the console', async () => {
    await page.keyboard.press('1');
    await page.keyboard.press('Shift+B'); // at once: the feed that was on its way must not take the keys
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('runbooks');
    await page.getByText('nothing to hold it against', { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
