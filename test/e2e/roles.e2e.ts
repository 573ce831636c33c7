import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE, TABS } from '#renderer/app/screens.ts';
import { launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, importSite } from './person.ts';

const SECRET = 'a good long secret';
const PEOPLE = [
  { name: 'Olga', role: 'operator', scope: 'all' },
  { name: 'Ova', role: 'operator', scope: { tenants: ['ACME'], clients: [], sites: [] } },
  { name: 'Sven', role: 'supervisor', scope: 'all' },
  { name: 'Sol', role: 'supervisor', scope: { tenants: ['ACME'], clients: [], sites: [] } },
] as const;
/** The keys of every screen; one that somebody may not see is no key. */
const SCREENS = [...TABS, ...MORE].map(({ key }) => key);
/** What ends the walk, leaves the page, or is undone by the next step. */
const LEFT_ALONE = /sign out|lock|take over|board|sound on|mute|reload|export/i;
const REFUSED = /Only an? (operator|supervisor|administrator) may do this|limited to a part of it/;

/** Refusals that the page was given for what somebody may not do, by the method. */
function listenForRefusals(page: Page): string[] {
  const refused: string[] = [];
  const asked = new Map<number, string>();
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const { id, method } = JSON.parse(String(payload));
      if (typeof method === 'string') asked.set(id, method);
    });
    socket.on('framereceived', ({ payload }) => {
      const text = String(payload);
      if (text.includes('"forbidden"') && REFUSED.test(text))
        refused.push(asked.get(JSON.parse(text).id) ?? text);
    });
  });
  return refused;
}

/** Presses every button that is drawn now, of those with the same words one, each from a page that is as it was, and closes what it opened. */
async function pressEverything(page: Page, key: string, pressed: string[]): Promise<void> {
  const drawn = await page.locator('main button:visible:enabled').allTextContents();
  for (const name of new Set(drawn.map((text) => text.trim()))) {
    if (LEFT_ALONE.test(name) || name === '') continue;
    const button = page.locator('main button:visible:enabled').filter({ hasText: name }).first();
    await button.click({ timeout: 500 }).catch(() => undefined); // covered by what the last one opened
    pressed.push(`${key} ${name}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press(key);
  }
}

describe.each(PEOPLE)('$name, $role', ({ name, role, scope }) => {
  const data = tempData();
  let browser: Browser;
  let host: Awaited<ReturnType<typeof launchLoopback>>;
  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    await importSite(data.folder);
    const report = { site: 'RIVER-01', severity: 'HIGH', title: 'Door', category: 'SECURITY', note: 'x' };
    await ask(data.folder, 'findings.report', report);
    await ask(data.folder, 'accounts.add', { name, role, scope, secret: SECRET });
    await ask(data.folder, 'accounts.turn_on', { name: 'Root', secret: SECRET });
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
    data.remove();
  });

  it('is refused by no button of any screen', async () => {
    const { page, complaints } = await openWindow(browser);
    const refused = listenForRefusals(page);
    await page.goto(host.address());
    await page.getByTestId('sign-in-name').fill(name);
    await page.getByTestId('sign-in-secret').fill(SECRET);
    await page.keyboard.press('Enter');
    await page.getByText('Door').first().waitFor();
    const pressed: string[] = [];
    for (const key of SCREENS) {
      await page.keyboard.press(key);
      await page.locator('main').waitFor();
      await page.waitForLoadState('networkidle');
      await pressEverything(page, key, pressed);
      expect(refused, pressed.at(-1)).toEqual([]);
    }
    expect(pressed.length).toBeGreaterThan(30); // it really walked
    expect(complaints.errors).toEqual([]);
  });
});
