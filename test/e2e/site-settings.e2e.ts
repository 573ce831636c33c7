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

const FLEET = { name: 'a.json', text: JSON.stringify(fleetDocument({ sites: 3 })) };
const field = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

describe('the settings of a site', () => {
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
    await page.keyboard.press('8');
    await page.locator('[data-field="audit.sensitivity"]').waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('are set, refused at their field, saved as one version and inherited again', async () => {
    await page.getByRole('button', { name: 'Set here: Heartbeat every' }).click();
    const heartbeat = field(page, 'audit.heartbeat_frequency_minutes');
    await heartbeat.fill('99');
    await page.getByText('Found 99, expected a whole number from 1 to 15.').waitFor();
    expect(await page.getByTestId('settings-review').isDisabled()).toBe(true);
    await heartbeat.fill('9');
    await page.getByTestId('settings-review').click();
    await page.getByRole('dialog').getByText('audit', { exact: false }).first().waitFor();
    await page.getByTestId('settings-save').click();
    await page.getByText('Saved as version 2.').waitFor();
    await page.getByRole('button', { name: 'Inherit again: Heartbeat every' }).click();
    await page.getByTestId('settings-review').click();
    await page.getByTestId('settings-save').click();
    await page.getByText('Saved as version 3.').waitFor();
    await page.getByText('5 min, by default', { exact: true }).waitFor();
  });

  it('keep what is not saved while another screen is shown', async () => {
    await page.getByRole('button', { name: 'Set here: Sensitivity' }).click();
    await page.locator('#settings').focus();
    await page.keyboard.press('1');
    await page.keyboard.press('8');
    await page.getByText('1 unsaved change').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  it('draw a fence whose corners move by the arrow keys, are added and taken away', async () => {
    await page.getByRole('combobox', { name: 'Shape' }).selectOption('polygon');
    const corners = page.getByTestId('fence-corner');
    await corners.first().waitFor();
    const typed = page.getByLabel('Corners, one a line: latitude, longitude');
    const before = await typed.inputValue();
    await corners.first().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => typed.inputValue()).not.toBe(before);
    await page.getByTestId('fence-middle').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => corners.count()).toBe(5);
    await corners.first().focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => corners.count()).toBe(4);
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  it('show the checkpoints of a tour on a map, where they begin at the site and are moved by the arrow keys', async () => {
    const ownLongitude = async () => Number(await field(page, 'location.lon').inputValue());
    await page.getByRole('button', { name: 'Add tour' }).click();
    await page.getByRole('button', { name: 'Add checkpoints' }).click();
    await page.getByRole('button', { name: 'Add checkpoint', exact: true }).last().click();
    const stops = page.getByTestId('route-stop');
    const longitude = field(page, 'tours[1].checkpoints[0].lon');
    await longitude.waitFor();
    const before = Number(await longitude.inputValue());
    expect(before).toBe(await ownLongitude());
    await stops.last().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => Number(await longitude.inputValue())).toBeGreaterThan(before);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  it('of several sites are one version that can be taken back', async () => {
    await page.getByRole('button', { name: 'Several sites…' }).click();
    await page.getByLabel('Code, name, client or tenant').fill('S-');
    await page.getByLabel('All 3 that are shown').check();
    await page.getByTestId('several-start').click();
    await page.getByText('3 sites together').waitFor();
    await page.getByRole('button', { name: 'Set here: Anomaly detection' }).click();
    await field(page, 'audit.anomaly_detection').selectOption('false');
    await page.getByTestId('settings-review').click();
    await page.getByText('At 3 sites').waitFor();
    await page.getByTestId('settings-save').click();
    await page.getByText('Saved as version 4.').waitFor();
    await page.getByRole('button', { name: 'Versions…' }).click();
    await page.getByRole('button', { name: 'Take back version 4' }).click();
    await page.getByText('took back version 4').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('begin maintenance at once and show it in the calendar', async () => {
    await page.keyboard.press('9');
    await page.getByText('No maintenance is planned.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('maintenance-now').click();
    await page.getByRole('combobox', { name: 'Tenant, client or site' }).fill('S-2');
    await page.getByRole('option', { name: /S-2/ }).click();
    await page.getByLabel('Reason').fill('Panel test');
    await page.getByTestId('maintenance-start').click();
    await page
      .getByRole('button', { name: 'End now: Panel test' })
      .or(page.getByRole('button', { name: 'Take away: Panel test' }))
      .waitFor();
    expect(
      await page.getByRole('list', { name: 'Calendar' }).getByText('Panel test').count(),
    ).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('plan maintenance for every week, and leave one day of it out', async () => {
    await page.getByTestId('maintenance-plan').click();
    await page.getByRole('combobox', { name: 'Tenant, client or site' }).fill('S-1');
    await page.getByRole('option', { name: /S-1/ }).click();
    await page.getByLabel('When').selectOption('weekly');
    for (const day of ['Mon', 'Wed', 'Fri', 'Sun']) await page.getByLabel(day).check();
    await page.getByLabel('Starts at').fill('23:10');
    await page.getByLabel('Ends at').fill('23:40');
    await page.getByLabel('Reason').fill('Reboot');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('maintenance-plan-save').click();
    await page.getByRole('button', { name: /^(Not on .+|End for today): Reboot$/ }).click();
    await page.getByText(/^not on \d{4}-\d{2}-\d{2}$/).waitFor();
    await page.getByLabel('Days in').selectOption('utc');
    expect(await page.getByRole('list', { name: 'Calendar' }).getByText('Reboot').count()).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('8');
    await page.locator('[data-field="audit.sensitivity"]').waitFor();
  });

  it('have nothing that axe complains about, and broke no rule of the page', async () => {
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
