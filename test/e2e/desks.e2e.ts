import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { type Complaints, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, importSite } from './person.ts';

const SECRET = 'a good long secret';
const NORTH = {
  code: 'NORTH',
  name: 'North',
  places: { tenants: ['ACME'], clients: [], groups: [], sites: [] },
  holders: ['Ada', 'Ben'],
};
const seat = (page: Page) => page.getByTestId('seat');

describe('desks on the screens', () => {
  const data = tempData();
  let browser: Browser;
  let host: Awaited<ReturnType<typeof launchLoopback>>;
  let ada: Page;
  let ben: Page;
  const complaints: Complaints[] = [];

  async function opened(name: string): Promise<Page> {
    const window = await openWindow(browser);
    complaints.push(window.complaints);
    await window.page.goto(host.address());
    await window.page.getByTestId('sign-in-name').fill(name);
    await window.page.getByTestId('sign-in-secret').fill(SECRET);
    await window.page.keyboard.press('Enter');
    await seat(window.page).filter({ hasText: name }).waitFor();
    return window.page;
  }

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    await importSite(data.folder);
    for (const name of ['Ada', 'Ben'])
      await ask(data.folder, 'accounts.add', { name, role: 'operator', secret: SECRET });
    await ask(data.folder, 'desks.save', NORTH);
    const report = {
      site: 'RIVER-01',
      severity: 'HIGH',
      title: 'Door forced',
      category: 'SECURITY',
      note: 'x',
    };
    await ask(data.folder, 'findings.report', report);
    expect(await ask(data.folder, 'accounts.turn_on', { name: 'Root', secret: SECRET })).toMatchObject({
      ok: true,
    });
    ada = await opened('Ada');
    ben = await opened('Ben');
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
    data.remove();
  });

  it('are taken by signing in, and say so beside the name', async () => {
    await expect.poll(() => seat(ada).textContent()).toBe('Ada · NORTH');
    expect(await seat(ben).textContent()).toBe('Ben');
  });

  it('narrow the feed to what belongs to them', async () => {
    await ada.getByTestId('my-desk').click();
    await ada.getByText('Door forced').first().waitFor();
    expect(await ben.getByTestId('my-desk').isDisabled()).toBe(true);
    await ada.getByTestId('my-desk').click();
  });

  it('that nobody is at while alarms wait are told on every screen, and taken by one key', async () => {
    await ada.keyboard.press('L');
    await ada.getByTestId('sign-in').waitFor();
    await ben.getByTestId('desk-left').waitFor();
    expect(await ben.getByTestId('desk-left').textContent()).toContain(
      'Nobody is at desk North: Ada is away',
    );
    for (const colorScheme of ['dark', 'light'] as const) {
      await ben.emulateMedia({ colorScheme });
      expect(await axeFindings(ben)).toEqual([]);
    }
    await ben.keyboard.press('H');
    await expect.poll(() => seat(ben).textContent()).toBe('Ben · NORTH');
    await ben.getByTestId('desk-left').waitFor({ state: 'detached' });
  });

  it('are handed over by keys alone, and accepted by one', async () => {
    await ada.keyboard.type(SECRET);
    await ada.keyboard.press('Enter');
    await ada.getByText('Door forced').first().waitFor();
    await ben.keyboard.press('H');
    await ben.getByRole('list', { name: 'Open findings there' }).getByText('Door forced').waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await ben.emulateMedia({ colorScheme });
      expect(await axeFindings(ben)).toEqual([]);
    }
    await ben.getByTestId('hand-over-to').selectOption('Ada');
    await ben.getByTestId('hand-over-note').fill('The door was shut again');
    await ben.getByTestId('hand-over').press('Enter');
    await ada.getByTestId('desk-offer').waitFor();
    expect(await ada.getByTestId('desk-offer').textContent()).toContain('The door was shut again');
    expect(await axeFindings(ada)).toEqual([]);
    await ada.keyboard.press('H');
    await expect.poll(() => seat(ada).textContent()).toBe('Ada · NORTH');
    await expect.poll(() => seat(ben).textContent()).toBe('Ben');
  });

  it('go to who stands here by that one’s secret, who is signed in here then', async () => {
    await ada.keyboard.press('H');
    await ada.getByTestId('hand-over-to').selectOption('Ben');
    await ada.getByTestId('hand-over-note').fill('Nothing new');
    await ada.getByTestId('hand-over-secret').fill(SECRET);
    await ada.getByTestId('hand-over').click();
    await expect.poll(() => seat(ada).textContent()).toBe('Ben · NORTH');
  });

  it('are made and changed by an administrator', async () => {
    const root = await opened('Root');
    await root.keyboard.press('H');
    await root.getByTestId('desk-add').click();
    await root.getByTestId('desk-code').fill('SOUTH');
    await root.getByTestId('desk-name').fill('South');
    await root.getByTestId('desk-places').fill('ACME/RIVERS');
    await root.getByTestId('desk-save').click();
    await root.getByText('There is no client RIVERS of tenant ACME.').waitFor();
    await root.getByTestId('desk-places').fill('ACME/RIVER');
    expect(await axeFindings(root)).toEqual([]);
    await root.getByTestId('desk-save').click();
    await root.getByRole('row', { name: /South.*Nobody/ }).waitFor();
    expect(complaints.flatMap(({ policy, errors }) => [...policy, ...errors])).toEqual([]);
  });
});
