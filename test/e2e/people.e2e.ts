import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { type Complaints, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, importSite, sayName } from './person.ts';

const SECRET = 'a good long secret';

/** Fills in the form of whoever comes. */
async function signIn(page: Page, name: string, secret = SECRET): Promise<void> {
  await page.getByTestId('sign-in-name').fill(name);
  await page.getByTestId('sign-in-secret').fill(secret);
  await page.keyboard.press('Enter');
}
const seat = (page: Page) => page.getByTestId('seat');
const colours = (page: Page, scheme: 'dark' | 'light') => page.emulateMedia({ colorScheme: scheme });

describe('accounts on the screens', () => {
  const data = tempData();
  let browser: Browser;
  let host: Awaited<ReturnType<typeof launchLoopback>>;
  let page: Page;
  let complaints: Complaints;
  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await importSite(data.folder);
    const report = {
      site: 'RIVER-01',
      severity: 'CRITICAL',
      title: 'Door forced',
      category: 'SECURITY',
      note: 'Seen by the desk',
    };
    expect(await ask(data.folder, 'findings.report', report)).toMatchObject({ ok: true });
    await page.goto(host.address());
    await sayName(page);
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
    data.remove();
  });

  it('say that they are off, and are turned on by whoever becomes the administrator', async () => {
    await page.keyboard.press('P');
    await page.getByText('Accounts are off.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('turn-on-name').fill('Root');
    await page.getByTestId('turn-on-secret').fill(SECRET);
    await page.getByTestId('turn-on-again').fill(SECRET);
    await page.getByTestId('turn-on').click();
    await expect.poll(() => seat(page).textContent()).toBe('Root');
  });

  it('are made by the administrator, with a role', async () => {
    await page.keyboard.press('P');
    await page.getByTestId('account-add').click();
    await page.getByTestId('account-name').fill('Ada');
    await page.getByTestId('account-secret').fill(SECRET);
    await page.getByTestId('account-save').click();
    await page.getByRole('row', { name: /Ada.*Operator/ }).waitFor();
    for (const scheme of ['dark', 'light'] as const) {
      await colours(page, scheme);
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
  });

  it('lock the screen by one key: it tells how many alarms wait, and not which', async () => {
    await page.getByText('Door forced').first().waitFor();
    await page.keyboard.press('L');
    await page.getByTestId('sign-in').waitFor();
    await expect.poll(() => page.getByTestId('sign-in-alarms').textContent()).toContain('1 alarm is waiting');
    expect(await page.content()).not.toContain('Door forced');
    for (const scheme of ['dark', 'light'] as const) {
      await colours(page, scheme);
      expect(await axeFindings(page)).toEqual([]);
    }
  });

  it('keep the screen shut for a wrong secret, and open it for the right one, by keys alone', async () => {
    await page.keyboard.type('a wrong secret');
    await page.keyboard.press('Enter');
    await page.getByText('do not belong together').waitFor();
    await page.keyboard.type(SECRET);
    await page.keyboard.press('Enter');
    await page.getByText('Door forced').first().waitFor();
  });

  it('keep a page that is loaded again where it was, and another browser out', async () => {
    await page.reload();
    await page.getByText('Door forced').first().waitFor();
    const other = await openWindow(browser);
    await other.page.goto(host.address());
    await other.page.getByTestId('sign-in').waitFor();
    await expect.poll(() => other.page.content()).not.toContain('Door forced');
    await other.page.context().close();
  });

  it('let a colleague take over by one key, who is offered nothing that the role may not do', async () => {
    await page.keyboard.press('O');
    await signIn(page, 'Ada');
    await expect.poll(() => seat(page).textContent()).toBe('Ada');
    await page.getByText('Door forced').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('import');
    await page.getByText('No command of that name.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('have their own secret changed by whoever is signed in, who shows the old one', async () => {
    const NEW = 'another good secret';
    await page.keyboard.press('O');
    await page.getByTestId('own-secret').click();
    expect(await axeFindings(page)).toEqual([]);
    const change = async (current: string, again: string) => {
      await page.getByTestId('own-secret-current').fill(current);
      await page.getByTestId('own-secret-secret').fill(NEW);
      await page.getByTestId('own-secret-again').fill(again);
      await page.keyboard.press('Enter');
    };
    await change(SECRET, 'something else');
    await page.getByText('The two are not the same.').waitFor();
    await change('not this one', NEW);
    await page.getByText('do not belong together').waitFor();
    await change(SECRET, NEW);
    await page.getByText('It is changed.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Door forced').first().waitFor();
    await page.keyboard.press('L');
    await page.getByTestId('sign-in').waitFor();
    await page.keyboard.type(NEW);
    await page.keyboard.press('Enter');
    await page.getByText('Door forced').first().waitFor();
  });

  it('are signed out of at the same place', async () => {
    await page.keyboard.press('O');
    await page.getByTestId('sign-out').click();
    await page.getByTestId('sign-in').waitFor();
    await page.getByTestId('sign-in-name').waitFor();
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
