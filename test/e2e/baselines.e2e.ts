import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { axeFindings } from './axe.ts';
import {
  type Complaints,
  type LoopbackRun,
  launchBrowser,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, importSite, quiet, sayName } from './person.ts';

const DAYS = 9;
/** Events of each 15 minutes: more by day than by night. */
const countAt = (at: number): number => (at % DAY < 6 * HOUR ? 1 : 3);

/** Phone events up to now, a chunk for each day. */
function* habit(now: number): Generator<string> {
  for (let day = DAYS; day >= 1; day -= 1) {
    const lines: string[] = [];
    for (let at = now - day * DAY; at < now - (day - 1) * DAY; at += 15 * MINUTE)
      for (let event = 0; event < countAt(at); event += 1) {
        const ts = new Date(at + event * MINUTE).toISOString();
        lines.push(JSON.stringify({ type: 'phone_event', site: 'RIVER-01', person: 'G-1', kind: 'app', ts }));
      }
    yield lines.join('\n');
  }
}

describe('the baselines of a site', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    expect(await importSite(data.folder)).toMatchObject({ ok: true });
    for (const text of habit(Math.floor(Date.now() / HOUR) * HOUR))
      expect(
        await ask(data.folder, 'telemetry.ingest', { file: 'habit.ndjson', first_line: 1, text }),
      ).toMatchObject({ ok: true, value: { quarantined: 0 } });
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await quiet(page).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('open by their key, for a site that is found by typing', async () => {
    await page.keyboard.press('4');
    await page.getByText('Which site?').waitFor();
    await page.keyboard.type('north');
    await page.getByRole('option', { name: 'RIVER-01' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId('metric-raised').waitFor();
    expect(await page.getByRole('tab', { selected: true }).textContent()).toContain('Phone activity');
  });

  it('are learned again from what is stored, and say what that came to', async () => {
    await page.getByTestId('learn-again').click();
    await page.getByTestId('learn-days').fill('8');
    await page.keyboard.press('Control+Enter');
    await page
      .getByTestId('learning-status')
      .getByText(/RIVER-01 learned again: \d+ cells/)
      .waitFor();
    await page.getByTestId('heat-map').waitFor();
    expect(await page.getByTestId('metric-raised').textContent()).toContain('still learning');
  });

  it('show each hour of the week to the arrow keys, with all of its numbers', async () => {
    await page.locator('[role=gridcell][tabindex="0"]').focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const chosen = page.locator('[role=gridcell]:focus');
    expect(await chosen.textContent()).toMatch(/^Tuesday 01:00–02:00: mean 1, spread 0.*(learning|pooled)/);
    expect(await page.getByTestId('cell-details').textContent()).toContain('Tuesday 01:00–02:00');
  });

  it('read the series point by point, and as a table', async () => {
    await page.getByTestId('series-chart').focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => page.getByTestId('series-said').textContent()).toMatch(/observed [13], /);
    await page.getByTestId('series-as-table').click();
    await page.getByRole('row', { name: /observed expected usual/ }).waitFor();
    await page.getByTestId('series-as-table').click();
  });

  it('are learned without a day, until that is undone', async () => {
    const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);
    await page.getByTestId('leave-out').click();
    await page.getByTestId('leave-out-date').fill(yesterday);
    await page.getByTestId('leave-out-reason').fill('Power cut');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /^Take in again/ }).waitFor();
    await page.getByText('Power cut').waitFor();
    await page.getByTestId('learning-status').getByRole('button', { name: 'Undo' }).waitFor();
    await page.keyboard.press('u');
    await page.getByText('Power cut').waitFor({ state: 'detached' });
    expect(await ask(data.folder, 'baselines.site', { site: 'RIVER-01' })).toMatchObject({
      ok: true,
      value: { left_out: [] },
    });
  });

  it('are without a fault for axe, and for the content policy', async () => {
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
