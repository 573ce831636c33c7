import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import {
  type Complaints,
  type ElectronRun,
  type LoopbackRun,
  launchBrowser,
  launchElectron,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, sayName } from './person.ts';

const NASTY = '<img src=x onerror="document.title=1"> gate';

const GATE = { lat: 52.52, lon: 13.405 };
/** What stands at the one site that has a map. */
const PLACED = {
  location: GATE,
  geofence: { radius_m: 150 },
  tours: [
    {
      code: 'T-1',
      name: 'Round',
      starts: [{ days: ['MON'], at: '01:00' }],
      duration_minutes: 30,
      checkpoints: [{ code: 'C-1', name: NASTY, ...GATE, radius_m: 20 }],
    },
  ],
};

/** Three sites of two clients; the name of one is markup. */
const FLEET = {
  name: 'fleet.json',
  text: JSON.stringify({
    version: 1,
    tenants: [
      {
        code: 'ACME',
        name: 'Acme',
        clients: ['RIVER', 'HILL'].map((client) => ({
          code: client,
          name: client,
          sites: (client === 'RIVER' ? ['RIVER-01', 'RIVER-02'] : ['HILL-01']).map((code) => ({
            code,
            name: code === 'HILL-01' ? NASTY : `Gate ${code}`,
            timezone: 'Europe/Berlin',
            people: [{ code: `G-${code}`, name: `Guard of ${code}` }],
            ...(code === 'RIVER-01' ? PLACED : {}),
          })),
        })),
      },
    ],
  }),
};
const importFleet = (folder: string) =>
  ask(folder, 'configuration.import', { files: [FLEET], dry_run: false });
const report = (folder: string, site: string, title: string) =>
  ask(folder, 'findings.report', {
    site,
    severity: 'CRITICAL',
    category: 'SECURITY',
    title,
    note: 'Seen from the road.',
  });

/** Somebody of RIVER-01 was heard ten minutes ago. */
const walk = (folder: string) =>
  ask(folder, 'telemetry.ingest', {
    file: 'a.ndjson',
    first_line: 1,
    text: JSON.stringify({
      type: 'location',
      site: 'RIVER-01',
      person: 'G-RIVER-01',
      ts: new Date(Date.now() - 10 * 60_000).toISOString(),
      lat: 52.5205,
      lon: 13.405,
      accuracy: 12,
    }),
  });

const focusedSite = (page: Page) =>
  page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset.site : '',
  );

/** What axe finds on the page in each theme. */
async function axeInThemes(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of ['dark', 'light', 'contrast']) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    found.push(...(await axeFindings(page)).map((line) => `${theme}: ${line}`));
  }
  return found;
}

describe('the fleet in a browser', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    await importFleet(data.folder);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('is walked by keys from tile to tile, to a site, audited, and back to where it was left', async () => {
    await page.keyboard.press('2');
    await expect.poll(() => focusedSite(page)).toBe('HILL-01');
    expect(await page.getByText(NASTY).count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    expect(await focusedSite(page)).toBe('RIVER-01');
    await page.keyboard.press('Enter');
    await page.getByTestId('site-page').getByText('Guard of RIVER-01').waitFor();
    await page.keyboard.press('Shift+A');
    await page.getByText(/^RIVER-01 audited: /).waitFor();
    expect(await axeInThemes(page)).toEqual([]);
  });

  it('has a map of the site as it stands, which the key goes to, and the same as tables', async () => {
    await walk(data.folder);
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedSite(page)).toBe('RIVER-01');
    await page.keyboard.press('Enter');
    const card = page.getByTestId('site-map-card');
    await card.getByTestId('map-last').waitFor();
    expect(await card.getByTestId('map-checkpoint').count()).toBe(1);
    await page.keyboard.press('m');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('site-map');
    await page.keyboard.press('Shift+Tab');
    await card.getByTestId('map-show-table').click();
    const rows = card.getByTestId('map-table-checkpoints').locator('tbody tr');
    expect(await rows.allInnerTexts()).toEqual([expect.stringMatching(/^C-1\s.*gate\s+T-1\s+20 m$/)]);
    expect(await card.getByTestId('map-table-last').innerText()).toMatch(/G-RIVER-01.*1\d min old/);
    expect(await card.getByTestId('map-table-moment').count()).toBe(0);
    expect(await axeInThemes(page)).toEqual([]);
    await card.getByTestId('map-show-map').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedSite(page)).toBe('RIVER-01');
    expect(await axeInThemes(page)).toEqual([]);
  });

  it('shows the same as rows, and remembers it', async () => {
    await page.keyboard.press('f');
    await page.getByTestId('fleet-table').waitFor();
    expect(await axeInThemes(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Feed' }).waitFor();
    await page.keyboard.press('2');
    await page.getByTestId('fleet-table').waitFor();
    await page.keyboard.press('f');
    await page.getByTestId('fleet-tiles').waitFor();
  });

  it('tells on the engine’s page what ran, and checks the database', async () => {
    await page.keyboard.press('5');
    await page.getByRole('button', { name: 'Audit now, all 3 sites' }).waitFor();
    await page.getByText('Node ').first().waitFor();
    await page.getByTestId('engine-verify').click();
    await page.getByText('The database is sound').waitFor();
    const asked = page.getByTestId('doctor').getByRole('region', { name: 'Audits not running?' });
    await asked.getByText('without one').click();
    await asked.getByText('Every thread answers.').waitFor();
    expect(await axeInThemes(page)).toEqual([]);
  });

  it('shows what is in the diagnostics before they are saved, puts them away by Esc, and saves what it showed', async () => {
    const make = page.getByTestId('diagnostics-make');
    await make.click();
    const inside = page.getByTestId('diagnostics-inside');
    await inside.getByText('log.ndjson').waitFor();
    expect(await inside.getByRole('listitem').count()).toBe(8);
    expect(await axeInThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await inside.waitFor({ state: 'detached' });
    await make.press('Enter');
    await inside.waitFor();
    const saved = page.waitForEvent('download');
    await page.getByTestId('diagnostics-save').click();
    const zip = readFileSync(await (await saved).path());
    expect(zip.includes('"sites": 3')).toBe(true);
    expect(zip.includes('HILL-01')).toBe(false);
    await inside.waitFor({ state: 'detached' });
  });

  it('opens the wall board in a second window with a session of its own, which follows a new finding and comes back by itself', async () => {
    await page.keyboard.press('2');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Open wall board' }).click();
    const wall = await opened;
    await wall.getByTestId('wall').waitFor();
    expect(new URL(wall.url()).hash).toBe('#view=wall');
    expect(await wall.getByRole('button').count()).toBe(0);
    await report(data.folder, 'HILL-01', 'Fence cut');
    await wall.getByText('Fence cut').waitFor();
    expect(await axeInThemes(wall)).toEqual([]);
    await host.kill();
    await wall.getByTestId('wall-trouble').getByText('Old: last update').waitFor();
    host = await launchLoopback(data.folder, host.port);
    await wall.getByTestId('wall-trouble').waitFor({ state: 'detached' });
    await wall.reload();
    await wall.getByText('Fence cut').waitFor();
    await wall.close();
  });

  it('was never complained about by the content policy, and no script failed', () => {
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});

describe('the wall board in Electron', () => {
  const data = tempData();
  let run: ElectronRun;

  beforeAll(async () => {
    run = await launchElectron(data.folder);
    await importFleet(data.folder);
    await sayName(run.page);
  });
  afterAll(async () => {
    await run?.quit();
    data.remove();
  });

  const wallPage = () =>
    run.page
      .context()
      .pages()
      .find((each) => each.url().includes('view=wall'));

  it('opens in a window of its own, as closed as the first, and hears what happens', async () => {
    await run.page.keyboard.press('2');
    await run.page.getByRole('button', { name: 'Open wall board' }).click();
    await expect.poll(wallPage).toBeDefined();
    const wall = wallPage();
    await wall?.getByTestId('wall').waitFor();
    await report(data.folder, 'RIVER-01', 'Fence cut');
    await wall?.getByText('Fence cut').waitFor();
    const windows = await run.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        address: window.webContents.getURL(),
        ...(window as unknown as { options: { webPreferences: object } }).options.webPreferences,
      })),
    );
    expect(windows).toHaveLength(2);
    for (const window of windows)
      expect(window).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    expect(windows.map(({ address }) => address)).toContain('app://vigil/?view=wall');
  });

  it('is brought to the front instead of opened twice, and is gone when it is closed', async () => {
    const count = () => run.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await run.page.getByRole('button', { name: 'Open wall board' }).click();
    expect(await run.page.evaluate(() => window.vigil?.call('shell.open_wall', {}))).toEqual({
      ok: true,
      value: { opened: true },
    });
    expect(await count()).toBe(2);
    await run.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().includes('view=wall'))
        ?.close(),
    );
    await expect.poll(count).toBe(1);
    expect(await run.page.evaluate(() => window.vigil?.call('engine.status', {}))).toMatchObject({
      ok: true,
    });
  });
});
