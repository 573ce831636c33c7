import { join } from 'node:path';
import Database from 'better-sqlite3';
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

const FLEET = { name: 'a.json', text: JSON.stringify(fleetDocument({ sites: 2 })) };
const reported = async (folder: string): Promise<readonly string[]> => {
  const reply = (await ask(folder, 'findings.page', { sort: 'oldest' })) as {
    value: { rows: { id: string }[] };
  }; // safe: asserted on by those who use it
  return reply.value.rows.map(({ id }) => id);
};
const gate = (site: string) => ({
  ...{ site, severity: 'HIGH', category: 'SECURITY', title: 'Gate open', note: 'seen' },
});

describe('the indicators', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    await ask(data.folder, 'configuration.import', { files: [FLEET], dry_run: false });
    for (const site of ['S-1', 'S-1', 'S-2']) await ask(data.folder, 'findings.report', gate(site));
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await page.keyboard.press('Shift+I');
    await page.getByTestId('indicator-alerts_per_site_day').waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  const row = (name: string) => page.getByTestId(`indicator-${name}`);

  it('stand beside their targets, those too that are counted site by site', async () => {
    expect(await row('mttr_minutes').textContent()).toContain('under 30 min');
    expect(await row('mttr_minutes').textContent()).toContain('too few data');
    await row('stable_sites_pct').waitFor();
  });

  it('say how they are computed and of what by a click', async () => {
    await row('console_high_pct').locator('summary').click();
    expect(await row('console_high_pct').textContent()).toContain('3 of these · 3 alerts');
  });

  it('list the findings behind them, and a supervisor amends one there', async () => {
    const [first] = await reported(data.folder);
    await ask(data.folder, 'findings.resolve', { ids: [first], disposition: 'FALSE_POSITIVE', note: 'cat' });
    await page.getByRole('button', { name: 'Count again' }).click();
    await expect.poll(() => row('false_positive_rate').textContent()).toContain('100 %');
    await row('false_positive_rate').locator('summary').click();
    await page.getByTestId('see-false_positive_rate').press('Enter');
    await page.getByTestId('behind-row').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Amend S-' }).press('Enter');
    await page.getByTestId('amend-disposition').selectOption('BENIGN');
    await page.getByTestId('amend-reason').fill('the cleaner had a key');
    await page.getByTestId('amend-confirm').click();
    await expect.poll(() => page.getByTestId('behind-row').textContent()).toContain('Benign');
    await page.getByTestId('behind-back').press('Enter');
    await expect.poll(() => row('false_positive_rate').textContent()).toContain('1 benign');
  });

  it('amend from the page of a finding by its key, where it is resolved', async () => {
    await row('false_positive_rate').locator('summary').press('Enter');
    await page.getByTestId('see-false_positive_rate').press('Enter');
    await page.getByTestId('behind-row').getByRole('button', { name: 'Gate open' }).first().press('Enter');
    await page.getByTestId('action-amend').waitFor();
    await page.keyboard.press('q');
    await page.getByTestId('amend-disposition').selectOption('TRUE_POSITIVE');
    await page.getByTestId('amend-reason').fill('it was the intruder');
    await page.getByTestId('amend-confirm').click();
    await page.getByText('1 finding amended.').waitFor();
    await page.keyboard.press('Shift+I');
    await page.getByTestId('behind-back').press('Enter');
    await expect.poll(() => row('false_positive_rate').textContent()).toContain('1 true positive');
  });

  it('are told of a part, and refuse one that does not exist while the last ones stay', async () => {
    await page.getByLabel('Of what').selectOption({ label: 'a site' });
    await page.getByRole('combobox', { name: 'site', exact: true }).fill('1');
    await page.keyboard.press('Enter');
    await expect.poll(() => row('console_high_pct').textContent()).toContain('2 of these · 2 alerts');
    await page.getByRole('combobox', { name: 'site', exact: true }).fill('S-9');
    await page.keyboard.press('Enter');
    await page.getByText('There is no site S-9.').waitFor();
    expect(await row('console_high_pct').textContent()).toContain('2 of these');
  });

  it('are told of days of the past, in the time that is chosen', async () => {
    await page.getByLabel('Of what').selectOption({ label: 'everything' });
    await page.getByLabel('Span').selectOption({ label: 'from … to …' });
    await page.getByTestId('indicators-first').fill('2026-03-28');
    await page.getByTestId('indicators-last').fill('2026-03-29');
    await page.getByTestId('indicators-last').press('Enter');
    await expect.poll(() => row('console_high_pct').textContent()).toContain('0 alerts');
    await page.getByLabel('In the time of').selectOption('UTC');
    await page.getByText('From 28 Mar 00:00 UTC to 30 Mar 00:00 UTC').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Span').selectOption({ label: 'the last 30 days' });
  });

  it('are looked at again in the weekly review: one by one, it holds or it was something else', async () => {
    const ids = await reported(data.folder);
    await ask(data.folder, 'findings.resolve', { ids: ids.slice(1), disposition: 'BENIGN', note: 'a cat' });
    // As if somebody else had resolved them a week ago: nothing else is in the sample then.
    const db = new Database(join(data.folder, 'vigil.db'));
    db.prepare("UPDATE finding SET resolved_at = resolved_at - 604800000, resolved_by = 'local:bob'").run();
    db.close();
    await page.getByRole('tab', { name: 'Weekly review' }).click();
    await page.getByTestId('review-agree').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByText('0 of 1 looked at again, of 3 findings resolved').waitFor();
    await page.getByTestId('review-disposition').selectOption('UNDETERMINED');
    await page.getByTestId('review-reason').fill('nobody can tell');
    await page.getByTestId('review-amend').press('Enter');
    await page.getByText('All of them were looked at again.').waitFor();
    expect(await page.getByTestId('review-row').textContent()).toContain('amended');
    await page.getByRole('tab', { name: 'Weekly review' }).press('ArrowRight');
    await page.getByRole('button', { name: 'Count again' }).click();
    await expect.poll(() => row('review_agreement_pct').textContent()).toContain('0 hold · 1 amended');
  });

  it('name the alarms that ask most of the desk, and open the trial of what is proposed', async () => {
    const ids: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const reply = await ask(data.folder, 'findings.report', gate('S-2'));
      ids.push((reply as { value: { id: string } }).value.id); // safe: it fails below when it is none
      await ask(data.folder, 'findings.resolve', {
        ids: ids.slice(-1),
        disposition: 'FALSE_POSITIVE',
        note: 'x',
      });
    }
    // As if a quiet phone had raised them: a real one would take hours.
    const values = JSON.stringify({ values: [{ name: 'window', value: 60 }] });
    const db = new Database(join(data.folder, 'vigil.db'));
    db.prepare(
      `UPDATE finding SET finding_type = 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW', subject = 'signal:phone_events', explanation = ?,
       condition_started_at = detected_at - 600000, cleared_at = detected_at WHERE id IN (SELECT value FROM json_each(?))`,
    ).run(values, JSON.stringify(ids));
    db.close();
    await page.getByRole('tab', { name: 'Bad actors' }).click();
    await page.getByText('Spares 3 of 3 false positives.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^Try it: S-2/ }).press('Enter');
    await expect.poll(() => page.locator('input[value="71"]').count()).toBe(1);
    await page.keyboard.press('Shift+I');
    await page.getByRole('tab', { name: 'Indicators' }).click();
    await row('console_high_pct').waitFor();
  });

  it('have nothing for axe to find, in either theme', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
