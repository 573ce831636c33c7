import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coloursIn } from '#test/screens/colours.ts';
import { goTo, screensOf } from '#test/screens/walk.ts';
import { axeFindings } from './axe.ts';
import { launchBrowser, launchElectron, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, quiet, sayName } from './person.ts';

/** Names that would be elements if anything took them for markup. */
const BOLD = '<b id="planted">North</b> & <img src=x onerror=alert(1)>';

const FILE = {
  name: 'sites.json',
  text: JSON.stringify({
    version: 1,
    tenants: [
      {
        code: 'ACME',
        name: BOLD,
        clients: [
          {
            code: 'RIVER',
            name: BOLD,
            sites: ['RIVER-01', 'RIVER-02'].map((code) => ({
              code,
              name: BOLD,
              timezone: 'Europe/Berlin',
              location: { lat: 52.5, lon: 13.4 },
              people: [{ code: `G-${code}`, name: BOLD, role: 'guard' }],
              contacts: [{ role: 'gate', name: BOLD, phone: '+49 30 1', hours: BOLD }],
              instructions: { MANUAL: `Call **first**. ${BOLD}` },
              tours: [
                {
                  code: 'T-1',
                  name: BOLD,
                  mandatory: true,
                  starts: [{ days: ['MON'], at: '22:00' }],
                  duration_minutes: 45,
                  grace_minutes: 15,
                  checkpoints: [{ code: 'C-1', name: BOLD, lat: 52.5, lon: 13.4, radius_m: 25 }],
                },
              ],
            })),
          },
        ],
      },
    ],
  }),
};

/** What shows two findings at two sites, one of them with markup in its title. */
async function fill(folder: string): Promise<void> {
  const imported = await ask(folder, 'configuration.import', { files: [FILE], dry_run: false });
  expect(imported).toMatchObject({ ok: true });
  for (const [site, title] of [
    ['RIVER-01', 'Door <b id="planted">forced</b>'],
    ['RIVER-02', 'Gate open'],
  ])
    expect(
      await ask(folder, 'findings.report', {
        site,
        severity: 'HIGH',
        category: 'SECURITY',
        title,
        note: `Seen. ${BOLD}`,
      }),
    ).toMatchObject({ ok: true });
}

describe.each(['loopback', 'electron'])('every screen of the %s host', (kind) => {
  const data = tempData();
  const pictures = join(data.folder, 'pictures');
  let browser: Browser;
  let page: Page;
  let stop: () => Promise<void>;
  let complaints: { readonly policy: string[]; readonly errors: string[] } | null = null;

  beforeAll(async () => {
    browser = await launchBrowser();
    if (kind === 'loopback') {
      const host = await launchLoopback(data.folder);
      stop = host.stop;
      ({ page, complaints } = await openWindow(browser));
      await page.goto(host.address());
    } else {
      const run = await launchElectron(data.folder);
      ({ page, quit: stop } = run);
    }
    await sayName(page);
    await quiet(page).waitFor();
    await fill(data.folder);
    await page.getByTestId('new-findings').click(); // the second one waits above the first
    await page.getByTestId('feed-row').nth(1).waitFor();
    mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await stop?.();
    await browser?.close();
    data.remove();
  });

  it('is painted, without a fault for axe, and takes no name for markup', async () => {
    const screens = await screensOf(page);
    expect(screens.length).toBeGreaterThanOrEqual(3);
    const seen: Buffer[] = [];
    for (const screen of screens) {
      await goTo(page, screen);
      const png = await page.screenshot({ animations: 'disabled' });
      writeFileSync(join(pictures, `${screen}.png`), png);
      expect(await coloursIn(browser, png), `colours on ${screen}`).toBeGreaterThan(20);
      expect(
        seen.some((other) => other.equals(png)),
        `${screen} is a screen of its own`,
      ).toBe(false);
      seen.push(png);
      expect(await axeFindings(page), screen).toEqual([]);
      expect(await page.locator('#planted, img[src="x"]').count(), `markup on ${screen}`).toBe(0);
    }
  });

  it('writes the markup of a name as it was given', async () => {
    await goTo(page, 'Fleet');
    await page.getByText('<b id="planted">North</b>').first().waitFor();
    await goTo(page, 'Feed');
    await page.getByText('Door <b id="planted">forced</b>').first().waitFor();
  });

  it('has the keys in the screen that a key opened, so that Enter is about what is seen', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.getByRole('button', { name: 'Engine', exact: true }).click();
    await page.keyboard.press('1');
    await expect.poll(focused).toBe('feed');
    await page.getByRole('button', { name: 'Engine', exact: true }).focus();
    await page.keyboard.press('j');
    await expect.poll(focused).toBe('feed');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('finding');
    await page.keyboard.press('3');
    await expect.poll(focused).toBe('map-sites');
    await page.keyboard.press('/');
    await expect.poll(focused).toBe('map-text');
    await page.keyboard.press('Escape'); // out of the field
    await expect.poll(focused).toBe('map-sites');
    await page.keyboard.press('2');
    await page.keyboard.press('f');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('data-site')))
      .toMatch(/^RIVER-0/);
    await page.keyboard.press('f');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('feed');
  });

  it('names the key of a tab in its tooltip, which axe does not find outside of the regions', async () => {
    const tab = page.getByRole('button', { name: 'Fleet', exact: true });
    await tab.focus();
    await page.keyboard.press('Shift'); // from here on the focus is that of a keyboard
    await page.keyboard.press('Tab');
    const tooltip = page.getByText('Every site where it stands');
    await tooltip.waitFor();
    expect(await tooltip.textContent()).toBe('Every site where it stands3');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('sends nothing off the machine, breaks no policy and throws nothing', () => {
    if (complaints !== null) expect(complaints).toEqual({ policy: [], errors: [] });
  });
});
