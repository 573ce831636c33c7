import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ElectronRun,
  type LoopbackRun,
  launchBrowser,
  launchElectron,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, importSite, quiet, sayName } from './person.ts';

const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();

/** A guard came on duty four hours ago and was last heard three hours ago. */
const silence = (now: number): string =>
  [
    { type: 'attendance', site: 'RIVER-01', person: 'G-1', status: 'IN', ts: iso(now - 240 * MINUTE) },
    { type: 'phone_event', site: 'RIVER-01', person: 'G-1', kind: 'app', ts: iso(now - 180 * MINUTE) },
  ]
    .map((event) => JSON.stringify(event))
    .join('\n');

/** What an operator does, on whichever host: sees the finding arrive, reads why, acknowledges, resolves. */
function story(place: { readonly page: () => Page; readonly folder: string }): void {
  const { folder } = place;
  let id = '';

  it('brings a silent site to the open screen without being asked', async () => {
    const page = place.page();
    await sayName(page);
    await quiet(page).waitFor();
    expect(await importSite(folder)).toMatchObject({ ok: true });
    const now = Date.now();
    const text = silence(now);
    expect(await ask(folder, 'telemetry.ingest', { file: 'a.ndjson', first_line: 1, text })).toMatchObject({
      ok: true,
      value: { accepted: 2, quarantined: 0 },
    });
    // As of ten minutes ago: before the site's first slot, so that it counts as watched since its first event.
    const reply = await ask(folder, 'audit.run', { sites: ['RIVER-01'], at: now - 10 * MINUTE });
    expect(reply).toMatchObject({ ok: true, value: { sites_audited: 1, errors: [] } });
    const row = page.getByTestId('feed-row').filter({ hasText: 'Site silent' });
    await row.or(page.getByTestId('new-findings')).first().waitFor();
    if ((await row.count()) === 0) await page.getByTestId('new-findings').click();
    await row.waitFor();
    id = (await row.getAttribute('data-id')) ?? '';
    expect(id).toMatch(/^F-[A-Z2-7]{12}$/);
  });

  it('says why it fired, and shows the runbook', async () => {
    const page = place.page();
    await page.getByTestId('feed-row').filter({ hasText: 'Site silent' }).click();
    const detail = page.getByTestId('finding-detail');
    await detail.getByText('though the site is manned').waitFor();
    expect(await detail.textContent()).toMatch(/170/); // minutes of silence
  });

  it('is acknowledged with one click', async () => {
    await place.page().getByTestId('action-acknowledge').click();
    await expect.poll(async () => statusOf(await ask(folder, 'findings.get', { id }))).toBe('ACKNOWLEDGED');
  });

  it('is resolved with a disposition and a note', async () => {
    const page = place.page();
    await page.getByTestId('action-resolve').click();
    await page.getByTestId('resolve-note').waitFor();
    await page.getByTestId('resolve-disposition').selectOption('TRUE_POSITIVE');
    await page.getByTestId('resolve-note').fill('The guard had lost the phone.');
    await page.getByTestId('resolve-confirm').click();
    await expect.poll(async () => statusOf(await ask(folder, 'findings.get', { id }))).toBe('RESOLVED');
  });

  it('stands in the audit trail, by whom and why, and the chain is whole', async () => {
    const reply = await ask(folder, 'findings.get', { id });
    expect(reply).toMatchObject({
      ok: true,
      value: { finding: { disposition: 'TRUE_POSITIVE', resolution_note: 'The guard had lost the phone.' } },
    });
    const text = JSON.stringify(reply);
    for (const word of ['finding.opened', 'finding.acknowledged', 'finding.resolved', 'local:Ada'])
      expect(text).toContain(word);
    expect(await ask(folder, 'engine.verify', {})).toMatchObject({ ok: true, value: { ok: true } });
  });

  it('is opened by a person, by its key, with a site that is found by typing', async () => {
    const page = place.page();
    await page.getByTestId('feed-row').or(page.getByText('All quiet')).first().waitFor();
    await page.keyboard.press('Shift+R');
    // The dialog takes the focus a moment after it is drawn: what a program types before that is lost.
    await page.getByTestId('report-title').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('North gate open');
    await page.keyboard.press('Tab');
    await page.keyboard.type('river');
    await page.getByRole('option', { name: 'RIVER-01' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab'); // over the cross that clears the site
    await page.keyboard.press('Tab');
    await page.getByTestId('report-severity').selectOption('HIGH');
    await page.getByTestId('report-note').fill('A neighbour called.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Reported at RIVER-01.').waitFor();
    await page.getByTestId('feed-row').filter({ hasText: 'North gate open' }).waitFor();
    await page.getByTestId('finding-detail').getByText('A neighbour called.').waitFor();
  });
}

const statusOf = (reply: unknown): unknown =>
  (reply as { value?: { finding?: { status?: unknown } } }).value?.finding?.status;

describe('a silent site, in the browser', () => {
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
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  story({ page: () => page, folder: data.folder });

  it('made no script fail on the way', () => {
    expect(errors).toEqual([]);
  });
});

describe('a silent site, in Electron', () => {
  const data = tempData();
  let run: ElectronRun;
  beforeAll(async () => {
    run = await launchElectron(data.folder);
  });
  afterAll(async () => {
    await run?.quit();
    data.remove();
  });

  story({ page: () => run.page, folder: data.folder });

  it('showed a notification of the system that names no person', () => {
    const [notification] = run.records.filter(({ kind }) => kind === 'notification');
    expect(notification).toMatchObject({ title: expect.stringContaining('Site silent') });
    expect(JSON.stringify(notification)).not.toContain('G-1');
  });

  it('brings its window forward when the notification is clicked', async () => {
    const visible = await run.evaluate(({ BrowserWindow, Notification }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.hide();
      (Notification as unknown as { shown: { emit: (event: string) => void }[] }).shown.at(-1)?.emit('click');
      return window?.isVisible();
    });
    expect(visible).toBe(true);
  });
});
