import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, quiet, sayName } from './person.ts';
import { shiftsOf, watchShifts } from './shifts.ts';

const MINUTE = 60_000;
const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
/** A name that would be an element if anything took it for markup. */
const BOLD = '<b id="planted">North</b>';
const NOW = Date.now();

const site = (code: string, audit?: object) => ({
  code,
  name: BOLD,
  timezone: 'Europe/Berlin',
  location: { lat: 52.5, lon: 13.4 },
  ...(audit === undefined ? {} : { audit }),
});
/** Three sites of two tenants; maintenance at the third. */
const FILE = {
  name: 'sites.json',
  text: JSON.stringify({
    version: 1,
    tenants: [
      {
        code: 'ACME',
        name: 'Acme',
        clients: [{ code: 'RIVER', name: BOLD, sites: [site('RIVER-01'), site('RIVER-02')] }],
      },
      {
        code: 'OTHER',
        name: 'Other',
        clients: [
          {
            code: 'HILL',
            name: 'Hill',
            sites: [
              site('HILL-01', {
                maintenance_windows: [
                  { start: iso(NOW - 120 * MINUTE), end: iso(NOW + 120 * MINUTE), reason: 'Fire panel test' },
                ],
              }),
            ],
          },
        ],
      },
    ],
  }),
};

describe('the feed', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: { readonly policy: string[]; readonly errors: string[] };

  const report = async (code: string, title: string, severity = 'HIGH') => {
    const reply = await ask(data.folder, 'findings.report', {
      site: code,
      severity,
      category: 'SECURITY',
      title,
      note: 'Seen.',
    });
    expect(reply).toMatchObject({ ok: true });
  };
  const rows = () => page.getByTestId('feed-row');
  const count = (text: string) => page.getByTestId('feed-count').filter({ hasText: text }).waitFor();
  /** Chooses a command from the palette, by its name. */
  const command = async (name: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const openViews = async () => {
    await page.keyboard.press('v');
    await page.getByTestId('view-name').and(page.locator(':focus')).waitFor();
  };

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await quiet(page).waitFor();
    const imported = await ask(data.folder, 'configuration.import', { files: [FILE], dry_run: false });
    expect(imported).toMatchObject({ ok: true });
    for (const title of ['Gate open', 'Door forced', 'Fence cut']) await report('RIVER-01', title);
    await report('RIVER-02', 'Gate stuck', 'LOW');
    for (const title of ['Gate open', 'Door forced', 'Fence cut', 'Gate stuck']) {
      const row = rows().filter({ hasText: title });
      await row.or(page.getByTestId('new-findings')).first().waitFor();
      if ((await row.count()) === 0) await page.keyboard.press('n');
      await row.waitFor();
    }
    await count('4 findings');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('is narrowed by words, kept under a name, and brought back after a reload, by keys alone', async () => {
    await page.keyboard.press('/');
    await page.locator('#feed-text:focus').waitFor();
    await page.keyboard.type('gate');
    await count('2 findings');
    await page.keyboard.press('Escape');
    await openViews();
    await page.keyboard.type('Gates');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Saved as “Gates”.').waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await count('4 findings');
    await openViews();
    await page.keyboard.type('gat');
    await page.getByTestId('view-entry').filter({ hasText: 'Gates' }).waitFor();
    await page.keyboard.press('Enter');
    await count('2 findings');
    expect(await page.getByTestId('feed-filter').textContent()).toBe('open · “gate”');
    expect(await page.locator('#feed-text').inputValue()).toBe('gate');
  });

  it('removes a view and brings it back, and has each in the audit trail', async () => {
    await openViews();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await page.getByText('“Gates” is removed.').waitFor();
    await page.getByTestId('view-undo').click();
    await page.getByText('Saved as “Gates”.').waitFor();
    await page.keyboard.press('Escape');
    expect(await ask(data.folder, 'views.list', {})).toMatchObject({
      value: [{ name: 'Gates', saved_by: 'local:Ada', view: { text: 'gate' } }],
    });
  });

  it('is grouped by site, walked by keys, and several are acknowledged at once', async () => {
    await page.keyboard.press('o');
    await count('4 findings');
    await command('grouped by site');
    await count('4 findings at 2 sites');
    await rows().nth(3).waitFor();
    expect(await page.getByTestId('feed-group').count()).toBe(2);
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+J');
    await page.getByTestId('bulk-bar').getByText('2 findings selected').waitFor();
    await page.keyboard.press('a');
    await page.getByText('2 findings acknowledged.').waitFor();
    await page.getByTestId('bulk-bar').waitFor({ state: 'detached' });
    await expect.poll(() => rows().filter({ hasText: 'ACK' }).count()).toBe(2);
    expect(await rows().filter({ hasText: 'ACK' }).first().textContent()).toContain('Ada');
  });

  it('shows as Mine what the person at the desk sees to', async () => {
    await page.getByTestId('mine').click();
    await count('2 findings at 1 site');
    await page.keyboard.press('o');
    await count('4 findings at 2 sites');
  });

  it('keeps the line of the rounds where it begins when a round takes longer', async () => {
    const line = page.getByText(/heartbeat round/);
    const before = await line.boundingBox();
    await line.evaluate((element) => {
      const text = element.lastChild;
      if (text !== null) text.textContent = '3 sites · last heartbeat round 00:04, 128 ms';
    });
    expect((await line.boundingBox())?.x).toBe(before?.x);
    await page.reload();
    await rows().first().waitFor();
  });

  it('moves nothing while findings arrive, wherever they come and whatever is grouped', async () => {
    for (const grouping of ['grouped by site', 'grouped by cause']) {
      await command(grouping);
      await rows().first().waitFor();
      await page.waitForTimeout(700); // what is moved within half a second after a key was asked for
      await watchShifts(page);
      const before = await rows().first().boundingBox();
      for (const code of ['RIVER-01', 'HILL-01']) await report(code, `Alarm ${grouping}`, 'CRITICAL');
      await page.getByTestId('new-findings').waitFor();
      await page.waitForTimeout(700); // the counts come a little later
      expect(await rows().first().boundingBox()).toEqual(before);
      expect(await shiftsOf(page), grouping).toEqual([]);
      await page.keyboard.press('n');
      await rows()
        .filter({ hasText: `Alarm ${grouping}` })
        .first()
        .waitFor();
    }
  });

  it('says of a shelved finding who, why and until when, and brings it back by the same key', async () => {
    await rows().filter({ hasText: 'Door forced' }).click();
    await page.keyboard.press('s');
    await page.getByTestId('shelve-reason').fill('Locksmith at six');
    await page.keyboard.press('Control+Enter');
    await page.getByText('1 finding shelved.').waitFor();
    await page.getByTestId('view-shelved').click();
    const row = rows().filter({ hasText: 'Door forced' });
    await row.filter({ hasText: 'Locksmith at six' }).waitFor();
    expect(await row.textContent()).toMatch(/until (\d+ \w+ )?\d\d:\d\d.*Ada/);
    await page.keyboard.press('s');
    await page.getByText('1 finding unshelved.').waitFor();
    await page.keyboard.press('o');
  });

  it('lists what maintenance holds back, with why and until when', async () => {
    const heardAt = iso(NOW - 180 * MINUTE);
    const lines = [
      { type: 'attendance', site: 'HILL-01', person: 'G-1', status: 'IN', ts: iso(NOW - 240 * MINUTE) },
      { type: 'phone_event', site: 'HILL-01', person: 'G-1', kind: 'app', ts: heardAt },
    ];
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    await ask(data.folder, 'telemetry.ingest', { file: 'a.ndjson', first_line: 1, text });
    await ask(data.folder, 'audit.run', { sites: ['HILL-01'], at: NOW - 10 * MINUTE });
    await page.getByTestId('view-suppressed').click();
    const row = page.getByTestId('suppressed-row').first();
    expect(await page.getByTestId('feed-grouping').isDisabled()).toBe(true);
    await row.filter({ hasText: 'Fire panel test' }).waitFor();
    expect(await row.textContent()).toMatch(/HILL-01.*until (\d+ \w+ )?\d\d:\d\d/);
    await expect.poll(() => page.getByTestId('view-suppressed').textContent()).toMatch(/Suppressed[1-9]/);
  });

  it('has no fault for axe in any theme, and takes no name for markup', async () => {
    for (const theme of ['dark', 'light', 'contrast']) {
      await command(`Theme: ${theme}`);
      for (const view of ['suppressed', 'open']) {
        await page.getByTestId(`view-${view}`).click();
        await page
          .getByTestId(view === 'open' ? 'feed-row' : 'suppressed-row')
          .first()
          .waitFor();
        await page.locator('#feed').focus(); // a button in focus shows its tooltip
        await page.mouse.move(0, 0);
        expect(await axeFindings(page), `${view} in ${theme}`).toEqual([]);
      }
      await command('grouped by site');
      await page.getByTestId('feed-group').first().waitFor();
      await page.locator('#feed').focus();
      expect(await axeFindings(page), `by site in ${theme}`).toEqual([]);
      await openViews();
      expect(await axeFindings(page), `views in ${theme}`).toEqual([]);
      await page.keyboard.press('Escape');
      await command('grouped by cause');
    }
    expect(await page.locator('#planted').count()).toBe(0);
  });

  it('keeps what it has when the engine falls silent, and says how old it is', async () => {
    await rows().first().waitFor();
    await host.kill();
    await page.getByTestId('feed-stale').waitFor();
    expect(await page.getByTestId('feed-stale').textContent()).toMatch(/^Last update .* ago\)$/);
    expect(await rows().count()).toBeGreaterThan(0);
    await page.locator('#feed').focus();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('view-resolved').click();
    await page.getByText('The findings could not be loaded.').waitFor();
    expect(await page.getByText('Nothing has been resolved yet.').count()).toBe(0);
  });

  it('broke no policy, and no script of it failed', () => {
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
