import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, sayName } from './person.ts';

/** A site with somebody on duty around the clock, a contact and instructions. */
const SITE = {
  code: 'RIVER-01',
  name: 'North gate',
  timezone: 'Europe/Berlin',
  location: { lat: 52.5, lon: 13.4 },
  people: [{ code: 'G-1', name: 'Kim Olsen', role: 'guard', phone: '+49 30 5550100' }],
  shifts: [
    { person: 'G-1', days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], start: '00:00', end: '24:00' },
  ],
  contacts: [{ role: 'keyholder', name: 'Lee <b>Berg</b>', phone: '+49 30 5550101', hours: 'nights' }],
  instructions: { MANUAL: 'Call **twice**:\n\n1. the guard\n2. the keyholder' },
};
const FILE = {
  name: 'sites.json',
  text: JSON.stringify({
    version: 1,
    tenants: [{ code: 'ACME', name: 'Acme', clients: [{ code: 'RIVER', name: 'River', sites: [SITE] }] }],
  }),
};

/* An operator works on a finding by keyboard alone, from the feed to the resolution. */

describe('the desk, by keyboard alone', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: { readonly policy: readonly string[]; readonly errors: readonly string[] };
  const detail = () => page.getByTestId('finding-detail');
  const press = (key: string) => page.keyboard.press(key);
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' });
  const focused = (testId: string) => page.getByTestId(testId).and(page.locator(':focus')).waitFor();
  /** Opens a dialog by its key, and types once its first field has the focus. */
  const open = async (key: string, first: string, text = '') => {
    await press(key);
    await focused(first);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.type(text);
  };
  const send = async (says: string) => {
    await press('Control+Enter');
    await closed();
    await page.getByText(says).waitFor();
  };

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    const window = await openWindow(browser);
    page = window.page;
    complaints = window.complaints;
    await page.goto(host.address());
    await sayName(page);
    const imported = await ask(data.folder, 'configuration.import', { files: [FILE], dry_run: false });
    expect(imported).toMatchObject({ ok: true });
    const reported = await ask(data.folder, 'findings.report', {
      site: 'RIVER-01',
      severity: 'HIGH',
      category: 'SECURITY',
      title: 'Gate open',
      note: 'A neighbour called.',
    });
    expect(reported).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('finds the finding by its words', async () => {
    await press('/');
    await page.keyboard.type('gate open');
    await press('Escape');
    await page.getByTestId('feed-row').filter({ hasText: 'Gate open' }).waitFor();
    await press('j');
    await detail()
      .getByRole('heading', { name: /Gate open/ })
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('looks at the map, in large and as a table, and comes back', async () => {
    await press('m');
    await page.getByTestId('evidence-map').waitFor();
    await page.getByTestId('map-frame').and(page.locator(':focus')).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('map-show-table').focus();
    await press('Enter');
    await page.getByTestId('map-table-last').waitFor();
    await press('Escape');
    await detail()
      .getByRole('heading', { name: /Gate open/ })
      .waitFor();
  });

  it('ticks the steps of the runbook, with a note where one is needed, and takes one back', async () => {
    const box = (step: number) => page.getByTestId(`step-${step}`);
    await press('t');
    await focused('step-note');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.type('A neighbour, by phone.');
    await press('Enter');
    await page.getByText('Step 1 ticked.').waitFor();
    await expect.poll(() => box(0).isChecked()).toBe(true);
    await detail().getByText('A neighbour, by phone.').first().waitFor();
    await press('t');
    await page.getByText('Step 2 ticked.').waitFor();
    await press('u');
    await page.getByText('Step 2 is open again.').waitFor();
    await expect.poll(() => box(1).isChecked()).toBe(false);
    await box(1).focus();
    await press('Space');
    await page.getByText('Step 2 ticked.').waitFor();
  });

  it('writes a note, gives it away, escalates it', async () => {
    await open('w', 'note-text', 'Rain <b>all</b> night.');
    await send('1 finding given a note.');
    await open('g', 'give-to', 'Ben');
    await send('1 finding given to Ben.');
    await detail().getByText('given at').waitFor();
    await open('e', 'escalate-reason', 'Nobody answers');
    await send('1 finding escalated.');
  });

  it('calls whoever is at the top of the list, with the instructions at hand', async () => {
    await open('c', 'call-person');
    await page.getByRole('region', { name: 'What the site says to do' }).waitFor();
    await press('ArrowDown');
    await press('Tab');
    await focused('call-outcome');
    await page.keyboard.type('No'); // the platform's list takes the letters
    await press('Tab');
    await page.keyboard.type('Rang for a minute.');
    await send('is written down.');
  });

  it('sends somebody, and marks the arrival', async () => {
    await open('d', 'dispatch-who', 'Car 4');
    await send('Car 4 is on the way.');
    await open('d', 'dispatch-who');
    await press('Shift+Tab');
    await press('Shift+Tab');
    await focused('dialog-arrived');
    await press('Enter');
    await closed();
    await page.getByText('The arrival is written down.').waitFor();
    await detail().getByText('arrived').first().waitFor();
  });

  it('offers the rest under More, by the same keys', async () => {
    await page.getByTestId('action-more').focus();
    await press('ArrowDown');
    await page
      .getByRole('menuitem', { name: /Give to a colleague/ })
      .and(page.locator(':focus'))
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await press('Escape');
    await focused('action-more');
  });

  it('resolves it, and reads all of it in the timeline', async () => {
    await page.getByTestId('finding-detail').focus();
    await open('r', 'resolve-disposition');
    await page.keyboard.type('True');
    await press('Tab');
    await page.keyboard.type('Closed by Car 4.');
    await press('Control+Enter');
    await closed();
    // A resolved finding leaves the feed; it is found among the resolved ones.
    await press('Control+k');
    await page.keyboard.type('Resolved findings');
    await press('Enter');
    await page.getByTestId('feed-row').filter({ hasText: 'Gate open' }).waitFor();
    await press('j');
    const timeline = page.getByTestId('timeline');
    await timeline.getByText('Closed by Car 4.').waitFor();
    const text = (await timeline.innerText()).replaceAll(/\s+/g, ' ');
    for (const words of [
      'Opened by tester',
      'Step done by Ada',
      'A neighbour, by phone.',
      'Step taken back by Ada',
      'Note by Ada (not verified) Rain <b>all</b> night.',
      'Given by Ada (not verified) from nobody to Ben',
      'Escalated by Ada',
      'Nobody answers',
      'no answer: Rang for a minute.',
      'Dispatched by Ada (not verified) Car 4',
      'Dispatch arrived by Ada',
      'Resolved by Ada',
    ])
      expect(text).toContain(words);
  });

  it('made no script fail on the way, and broke no rule of the page', () => {
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
