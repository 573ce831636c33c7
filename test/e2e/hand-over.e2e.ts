import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import {
  type Complaints,
  launchBrowser,
  launchElectron,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, importSite, sayName } from './person.ts';

const SECRET = 'a good long secret';
const TITLES = ['Door forced', 'Fence cut', 'Lamp out'];

async function reportAll(folder: string): Promise<void> {
  await importSite(folder);
  for (const title of TITLES) {
    const facts = { site: 'RIVER-01', severity: 'HIGH', title, category: 'SECURITY', note: 'x' };
    expect(await ask(folder, 'findings.report', facts)).toMatchObject({ ok: true });
  }
}
/** Runs a command of the palette by its words. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).fill(words);
  await page.getByRole('option', { name: new RegExp(words, 'i') }).waitFor();
  await page.keyboard.press('Enter');
}
const focused = (page: Page, testId: string) =>
  page.getByTestId(testId).and(page.locator(':focus')).waitFor();
async function looksRight(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  }
}

describe('handing over what one sees to, in the browser and with accounts', () => {
  const data = tempData();
  let host: Awaited<ReturnType<typeof launchLoopback>>;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;
  const seat = () => page.getByTestId('seat');
  async function signIn(name: string): Promise<void> {
    await page.getByTestId('sign-in-name').fill(name);
    await page.getByTestId('sign-in-secret').fill(SECRET);
    await page.keyboard.press('Enter');
    await seat().filter({ hasText: name }).waitFor();
  }

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    await reportAll(data.folder);
    const role = { role: 'manager', chain: [], again_minutes: null, quiet_hours: [] };
    expect(await ask(data.folder, 'escalation.save', role)).toMatchObject({ ok: true });
    for (const name of ['Ada', 'Ben'])
      await ask(data.folder, 'accounts.add', { name, role: 'operator', secret: SECRET });
    expect(await ask(data.folder, 'accounts.turn_on', { name: 'Root', secret: SECRET })).toMatchObject({
      ok: true,
    });
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await signIn('Ada');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('says nothing to whoever leaves and sees to nothing', async () => {
    await page.getByText('Door forced').first().waitFor();
    await page.keyboard.press('O');
    await page.getByTestId('sign-out').waitFor();
    expect(await page.getByTestId('owned-note').count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('asks whoever leaves, and hands over what is ticked by keys alone', async () => {
    await page.keyboard.press('X');
    await page.keyboard.press('a');
    await page.getByText('3 findings acknowledged.').waitFor();
    await page.keyboard.press('O');
    await page.getByTestId('owned-note').getByText('You see to 3 open findings.').waitFor();
    await looksRight(page);
    await page.getByTestId('owned-hand-over').press('Enter');
    await focused(page, 'hand-over-to');
    await page.getByText('All 3 findings').waitFor();
    await page.getByRole('checkbox', { name: /Lamp out/ }).press('Space');
    await page.getByText('2 of 3 findings').waitFor();
    await looksRight(page);
    await page.getByTestId('hand-over-to').selectOption('Ben');
    await page.getByTestId('hand-over-note').fill('The keyholder comes at six');
    await page.keyboard.press('Control+Enter');
    await page.getByText('2 findings handed over to Ben.').waitFor();
  });

  it('hands the rest over to a role from Mine, where it waits above the feed', async () => {
    await page.getByTestId('mine').press('Enter');
    await page.getByTestId('hand-over-own').press('Enter');
    await focused(page, 'hand-over-to');
    await page.getByText('All 1 finding').waitFor();
    await page.getByTestId('hand-over-to').selectOption({ label: 'Whoever of manager takes it' });
    await page.getByTestId('hand-over-note').fill('Needs a decision');
    await page.keyboard.press('Control+Enter');
    await page.getByText('1 finding handed over to manager.').waitFor();
    await page.getByTestId('waits-manager').press('Enter');
    await page
      .getByTestId('feed-row')
      .filter({ hasText: 'Lamp out' })
      .filter({ hasText: 'role manager' })
      .waitFor();
    await looksRight(page);
  });

  it('gives the next one what was handed over, and what waits for the role to whoever acknowledges it', async () => {
    await page.keyboard.press('O');
    await page.getByTestId('sign-in-name').waitFor();
    await signIn('Ben'); // takes over: nobody is asked who left, the next one is here
    await page.getByTestId('mine').press('Enter');
    await page.getByTestId('feed-row').filter({ hasText: 'Door forced' }).waitFor();
    expect(await page.getByTestId('feed-row').count()).toBe(2);
    await page.getByTestId('waits-manager').press('Enter');
    await page.getByTestId('feed-row').filter({ hasText: 'Lamp out' }).waitFor();
    await page.keyboard.press('X');
    await page.keyboard.press('a');
    await page.getByTestId('waits-manager').waitFor({ state: 'detached' });
  });

  it('asks once more before whoever sees to findings signs out, and signs out at once whoever sees to none', async () => {
    const out = page.getByTestId('sign-out');
    await page.keyboard.press('O');
    await page.getByTestId('owned-note').getByText('You see to 3 open findings.').waitFor();
    await out.press('Enter');
    await out.getByText('Sign out all the same: 3 findings of mine stay open').waitFor();
    await looksRight(page);
    await page.keyboard.press('Shift+Tab'); // thinks again
    await out.getByText('Sign out…').waitFor();
    expect(await seat().textContent()).toContain('Ben');
    await out.press('Enter');
    await out.press('Enter');
    await page.getByTestId('sign-in-name').waitFor();
    await seat().waitFor({ state: 'detached' });
    await signIn('Root');
    await page.keyboard.press('O');
    await out.getByText('Sign out', { exact: true }).press('Enter');
    await seat().waitFor({ state: 'detached' });
    expect([...complaints.policy, ...complaints.errors]).toEqual([]);
  });
});

it('is the same in the window, without accounts, to somebody whose name is typed', async () => {
  const data = tempData();
  const run = await launchElectron(data.folder);
  try {
    const { page } = run;
    await sayName(page);
    await reportAll(data.folder);
    const shown = async () => {
      if (await page.getByTestId('new-findings').isVisible()) await page.keyboard.press('n');
      return page.getByTestId('feed-row').count();
    };
    await expect.poll(shown).toBe(3);
    await page.keyboard.press('X');
    await page.keyboard.press('a');
    await page.getByText('3 findings acknowledged.').waitFor();
    await command(page, 'Hand over what is mine');
    await focused(page, 'hand-over-to');
    await page.getByText('All 3 findings').waitFor();
    await page.getByTestId('hand-over-to').selectOption({ label: 'Somebody else…' });
    await page.getByTestId('hand-over-other').fill('Ben');
    await page.getByTestId('hand-over-note').fill('All quiet');
    await page.keyboard.press('Control+Enter');
    await page.getByText('3 findings handed over to Ben.').waitFor();
    await page.keyboard.press('O');
    await page.getByTestId('person-name').waitFor();
    expect(await page.getByTestId('owned-note').count()).toBe(0);
  } finally {
    await run.quit();
    data.remove();
  }
});
