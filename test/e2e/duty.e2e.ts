import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import { axeFindings } from './axe.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, sayName } from './person.ts';

const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();
/** `02:00` in UTC, and the day after where that is needed. */
const clock = (at: number) => iso(at).slice(11, 16);

/** A site in UTC: a tour that began two hours ago and nobody walked, a lone worker who was there three hours ago. */
function siteOf(now: number) {
  const guard = { code: 'G-1', name: '<b>Gustav</b>', role: 'guard' };
  return JSON.stringify({
    version: 1,
    tenants: [
      {
        code: 'ACME',
        name: 'Acme',
        clients: [
          {
            code: 'RIVER',
            name: 'River',
            sites: [
              {
                code: 'RIVER-01',
                name: 'North gate',
                timezone: 'UTC',
                location: { lat: 52.5, lon: 13.4 },
                audit: { critical_signals: [] },
                people: [
                  { ...guard, lone_worker: { check_in_minutes: 30, grace_minutes: 3 } },
                  { code: 'G-2', name: 'Rita', role: 'guard' },
                ],
                tours: [
                  {
                    code: 'T-1',
                    name: 'Perimeter',
                    starts: [{ days: [...WEEKDAYS], at: clock(now - 120 * MINUTE) }],
                    duration_minutes: 30,
                    grace_minutes: 10,
                    checkpoints: [{ code: 'C-1', name: 'Gate', lat: 52.5, lon: 13.4 }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
}

describe('what the desk knows, by keyboard alone', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let errors: readonly string[] = [];
  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    const window = await openWindow(browser);
    page = window.page;
    errors = window.complaints.errors;
    await page.goto(host.address());
    await sayName(page);
    const now = Date.now();
    const files = [{ name: 'sites.json', text: siteOf(now) }];
    await ask(data.folder, 'configuration.import', { files, dry_run: false });
    const came = [
      { type: 'attendance', site: 'RIVER-01', person: 'G-1', status: 'IN', ts: iso(now - 180 * MINUTE) },
      { type: 'phone_event', site: 'RIVER-01', person: 'G-1', kind: 'app', ts: iso(now - 12 * MINUTE) },
    ];
    const text = came.map((event) => JSON.stringify(event)).join('\n');
    await ask(data.folder, 'telemetry.ingest', { file: 'a.ndjson', first_line: 1, text });
    // As of some minutes ago: before the site's first slot, so that it counts as watched since its first event.
    await ask(data.folder, 'audit.run', { sites: ['RIVER-01'], at: now - 5 * MINUTE });
    await page.keyboard.press('n');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  /** Moves the cursor, by its keys, to the finding with this title. */
  async function goTo(title: string): Promise<void> {
    const shown = page.getByTestId('finding-detail').getByRole('heading', { name: title, level: 2 });
    await page.getByTestId('feed-row').filter({ hasText: title }).waitFor();
    for (let i = 0; i < 6 && !(await shown.isVisible()); i++) {
      await page.keyboard.press(i < 3 ? 'j' : 'k');
      await page.waitForTimeout(300); // the pane follows a cursor that rests
    }
    await shown.waitFor();
  }
  const focusOn = (testId: string) => page.getByTestId(testId).and(page.locator(':focus')).waitFor();
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' });

  it('completes a tour by hand: h, who, and why', async () => {
    await goTo('Tour T-1 overdue');
    await page.keyboard.press('h');
    await focusOn('tour-person');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.type('G-1');
    for (
      let i = 0;
      i < 20 && !(await page.getByTestId('tour-reason').and(page.locator(':focus')).count());
      i++
    )
      await page.keyboard.press('Tab');
    await page.keyboard.type('The reader was broken, the guard called');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Tour T-1 is completed by hand.').waitFor();
    await closed();
    const detail = page.getByTestId('finding-detail');
    await detail.getByText('tour completed by hand', { exact: true }).waitFor();
    await detail.getByText(/by G-1 at .*The reader was broken/).waitFor();
    await detail.getByText('noted by Ada').waitFor();
  });

  it('shows names with markup in them as text', async () => {
    await goTo('Lone worker overdue');
    await page.keyboard.press('b');
    await focusOn('absence-person');
    expect(await page.getByTestId('absence-person').locator('option:checked').textContent()).toBe(
      'G-1 <b>Gustav</b>',
    );
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await closed();
  });

  it('gives a lone worker more time: l, and why', async () => {
    await page.keyboard.press('l');
    await focusOn('extension-person');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('extension-reason').focus();
    await page.keyboard.type('Spoke with the guard');
    await page.keyboard.press('Control+Enter');
    await page.getByText('G-1 has 30 minutes more.').waitFor();
    await closed();
    await page
      .getByTestId('finding-detail')
      .getByText(/G-1 until .*: Spoke with the guard/)
      .waitFor();
  });

  it('says why not where the finding is of another kind', async () => {
    await page.keyboard.press('h');
    await page.getByText('It is not about a tour').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('notes an absence from the page of the site, lists it there, and takes it back', async () => {
    await page.keyboard.press('2');
    await page.locator('[data-site="RIVER-01"]:focus').waitFor();
    await page.keyboard.press('Enter');
    const card = page.getByTestId('site-absences');
    await card.getByText('No absence is noted.').waitFor();
    await page.keyboard.press('b');
    await focusOn('absence-person');
    await page.keyboard.type('G-1');
    await page.getByTestId('absence-reason').focus();
    await page.keyboard.type('Went home ill');
    await page.keyboard.press('Control+Enter');
    await page.getByText('G-1 is noted as absent.').waitFor();
    await closed();
    await card.getByText(/^G-1 from .* until .*, absent now$/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await card.getByRole('button', { name: /^Withdraw the absence of G-1/ }).press('Enter');
    await focusOn('withdraw-reason');
    await page.keyboard.type('Somebody else');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The absence of G-1 is withdrawn.').waitFor();
    await closed();
    await card.getByText('No absence is noted.').waitFor();
  });

  it('made no script fail on the way', () => {
    expect(errors).toEqual([]);
  });
});
