import type { Browser, BrowserContext, Page } from 'playwright-core';
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
import { ask, importSite, quiet, sayName } from './person.ts';
import { shiftsOf, watchShifts } from './shifts.ts';

/** Six sites at which only people report. */
const SITES = {
  name: 'sites.json',
  text: JSON.stringify({
    version: 1,
    tenants: [
      {
        code: 'ACME',
        name: 'Acme',
        clients: [
          {
            code: 'RIVER',
            name: 'River',
            sites: Array.from({ length: 6 }, (_, index) => ({
              code: `RB-0${index + 1}`,
              name: `Gate ${index + 1}`,
              timezone: 'Asia/Kolkata',
              location: { lat: 19, lon: 72.8 },
              audit: { enabled: false, alert_severity_threshold: 'LOW' },
            })),
          },
        ],
      },
    ],
  }),
};
const importSites = (folder: string) =>
  ask(folder, 'configuration.import', { files: [SITES], dry_run: false });

/** Opens a finding as somebody on the telephone would; returns its id. */
async function report(folder: string, site: string, severity: string, title = 'Gate open'): Promise<string> {
  const reply = await ask(folder, 'findings.report', {
    site,
    severity,
    category: 'SECURITY',
    title,
    note: 'seen',
  });
  if (reply?.ok !== true) throw new Error(JSON.stringify(reply));
  return (reply.value as { id: string }).id; // safe: by the contract
}
const acknowledge = (folder: string, ids: readonly string[]) => ask(folder, 'findings.acknowledge', { ids });
const state = async (folder: string): Promise<unknown> => {
  const reply = await ask(folder, 'notices.state', {});
  return reply?.ok === true ? reply.value : reply;
};

type Spied = { tones: number; notices: { title: string; tag: string; open: boolean; click: () => void }[] };
declare global {
  interface Window {
    spied: Spied;
  }
}

/** Counts the tones of every page and gives it a desktop that remembers what it showed. */
const spy = (context: BrowserContext) =>
  context.addInitScript(() => {
    window.spied = { tones: 0, notices: [] };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function count(this: OscillatorNode, when?: number) {
      window.spied.tones += 1;
      return start.call(this, when);
    };
    class Shown extends EventTarget {
      static permission = 'granted';
      static requestPermission = async () => 'granted';
      close: () => void;
      constructor(title: string, { tag = '' }: NotificationOptions) {
        super();
        for (const other of window.spied.notices) if (other.tag === tag) other.open = false;
        const record = { title, tag, open: true, click: () => this.dispatchEvent(new Event('click')) };
        window.spied.notices.push(record);
        this.close = () => {
          record.open = false;
        };
        setTimeout(() => this.dispatchEvent(new Event('show')));
      }
    }
    Object.assign(window, { Notification: Shown });
  });
const tones = async (...pages: readonly Page[]) => {
  const counts = await Promise.all(pages.map((page) => page.evaluate(() => window.spied.tones)));
  return counts.reduce((sum, count) => sum + count, 0);
};
/** What the desktop shows now, of all windows. */
const shown = async (...pages: readonly Page[]) => {
  const open = pages.map((page) =>
    page.evaluate(() => window.spied.notices.filter((notice) => notice.open).map(({ title }) => title)),
  );
  return (await Promise.all(open)).flat();
};
const TONES_OF_CRITICAL = 3;
const chosen = (page: Page) => page.getByTestId('finding-detail');

describe('notices in the browser', () => {
  const data = tempData();
  const { folder } = data;
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(folder);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await spy(page.context());
    await page.goto(host.address());
    await sayName(page);
    await quiet(page).waitFor();
    await importSites(folder);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('are tested from the palette: this window shows and sounds, and says so', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('test sound');
    await page.keyboard.press('Enter');
    await expect.poll(() => state(folder)).toMatchObject({ test: { result: 'PASSED', by: 'local:Ada' } });
    expect(await shown(page)).toEqual(['Test of sound and notices']);
    expect(await tones(page)).toBe(1);
    expect(await page.locator('[data-testid^="notice-trouble"]').count()).toBe(0);
  });

  it('sound once and are shown once, though two windows are open; the other one goes on when one is closed', async () => {
    const second = await page.context().newPage();
    await second.goto(host.address());
    await second.getByRole('heading', { name: 'Vigil' }).click();
    await expect.poll(() => second.getByTestId('sound').textContent()).toContain('Sound on');
    const before = await tones(page, second);
    const id = await report(folder, 'RB-01', 'CRITICAL', 'Window broken');
    await expect.poll(() => tones(page, second)).toBe(before + TONES_OF_CRITICAL);
    expect((await shown(page, second)).filter((title) => title.includes('Window'))).toEqual([
      'CRITICAL: Window broken · RB-01',
    ]);
    await acknowledge(folder, [id]);
    await expect.poll(() => shown(page, second)).not.toContain('CRITICAL: Window broken · RB-01');
    await second.close();
    const alone = await tones(page);
    await acknowledge(folder, [await report(folder, 'RB-01', 'CRITICAL', 'Window gone')]);
    await expect.poll(() => tones(page)).toBeGreaterThanOrEqual(alone + TONES_OF_CRITICAL);
  });

  it('lead to their finding by a click, and are taken away when somebody acknowledges it', async () => {
    const id = await report(folder, 'RB-02', 'HIGH', 'Fence cut');
    await expect.poll(() => shown(page)).toContain('HIGH: Fence cut · RB-02');
    expect(await page.title()).toBe('(1) Vigil');
    await page.evaluate(() => window.spied.notices.at(-1)?.click());
    await chosen(page).getByText('Fence cut').first().waitFor();
    await acknowledge(folder, [id]);
    await expect.poll(() => page.title()).toBe('Vigil');
  });

  it('are muted for minutes by keyboard, which shows, is shared and outlives a reload', async () => {
    await page.keyboard.press('Shift+M');
    await page.getByRole('button', { name: 'Mute for 5 min' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('muted').textContent()).toContain('Muted 5 min');
    expect(await page.getByTestId('notice-trouble-soundMuted').textContent()).toContain('Ada');
    await page.reload();
    await page.getByTestId('feed').waitFor();
    await page.getByRole('heading', { name: 'Vigil' }).click();
    await page.getByTestId('muted').waitFor();
    const before = await tones(page);
    const id = await report(folder, 'RB-03', 'HIGH', 'Lamp broken');
    await expect.poll(() => shown(page)).toContain('HIGH: Lamp broken · RB-03');
    expect(await tones(page)).toBe(before);
    await acknowledge(folder, [id]);
    await page.getByTestId('notice-trouble-soundMuted').getByRole('button').click();
    await page.getByTestId('muted').waitFor({ state: 'detached' });
  });

  it('are gathered in a flood: by site, with the low ones held, counted and in the feed', async () => {
    await page.getByTestId('feed-row').first().waitFor();
    await page.mouse.move(2, 2);
    await page.waitForTimeout(700); // what is moved within half a second after a key was asked for
    await watchShifts(page);
    for (let i = 0; i < 12; i++) await report(folder, `RB-0${(i % 6) + 1}`, 'HIGH');
    await report(folder, 'RB-04', 'LOW', 'Lamp dim');
    await report(folder, 'RB-04', 'MEDIUM', 'Door ajar');
    const strip = page.getByTestId('flood');
    await strip.getByText('Low priorities are held (2).').waitFor();
    expect(await shiftsOf(page)).toEqual([]); // whatever comes, nothing moves under the hand
    expect(await strip.textContent()).toMatch(/Flood: 1\d alarms in 10 min since (\d+ \w+ )?\d\d:\d\d/);
    const titles = await shown(page);
    expect(titles.filter((title) => /HIGH: \d+ alarms · RB-0\d/.test(title)).length).toBeGreaterThan(0);
    expect(titles.join()).not.toMatch(/Lamp dim|Door ajar/);
    await strip.getByRole('button', { name: 'Only critical and high' }).click();
    await expect.poll(() => page.getByTestId('feed-row').filter({ hasText: 'Lamp dim' }).count()).toBe(0);
    await page.keyboard.press('o');
    await page.keyboard.press('n');
    await page.getByTestId('feed-row').filter({ hasText: 'Lamp dim' }).waitFor();
  });

  it('say with words and shapes what axe understands', async () => {
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Shift+M');
    await page.getByRole('button', { name: 'Mute for 60 min' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press(',');
    await page.getByTestId('sound-volume').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('are on the page where the browser refuses them, which is said for as long as it holds', async () => {
    const refused = await openWindow(browser);
    await refused.page.addInitScript(() => {
      Object.assign(window, { Notification: { permission: 'denied' } });
    });
    await refused.page.goto(host.address());
    await refused.page.getByTestId('notice-trouble-denied').waitFor();
    await report(folder, 'RB-05', 'CRITICAL', 'Guard hurt');
    await refused.page.getByTestId('notice-banner').getByText('Guard hurt · RB-05').waitFor();
    await refused.page.context().close();
  });

  it('were never complained about by the content policy, and no script failed', () => {
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});

describe('notices in Electron', () => {
  const data = tempData();
  const { folder } = data;
  let run: ElectronRun;

  beforeAll(async () => {
    run = await launchElectron(folder);
    await sayName(run.page);
    await importSite(folder);
  });
  afterAll(async () => {
    await run?.quit();
    data.remove();
  });

  type Menu = { items: { label?: string; click: () => void }[] };
  const tray = () =>
    run.evaluate(({ Tray }) => {
      const { last } = Tray as unknown as { last: { toolTip: string; menu: Menu } };
      return { toolTip: last.toolTip, labels: last.menu.items.flatMap(({ label }) => label ?? []) };
    });
  const clickTray = (label: string) =>
    run.evaluate(({ Tray }, wanted) => {
      const { last } = Tray as unknown as { last: { menu: Menu } };
      last.menu.items.find((item) => item.label === wanted)?.click();
    }, label);
  const onDesktop = () =>
    run.evaluate(({ Notification }) =>
      (Notification as unknown as { shown: { title: string }[] }).shown.map(({ title }) => title),
    );
  const emit = (event: 'click' | 'failed') =>
    run.evaluate(({ Notification }, name) => {
      const { shown: all } = Notification as unknown as {
        shown: { emit: (name: string, ...args: unknown[]) => void }[];
      };
      all.at(-1)?.emit(name, {}, 'refused');
    }, event);
  let id = '';

  it('are the desktop’s own, counted on the icon, and make the button of the window flash for CRITICAL', async () => {
    id = await report(folder, 'RIVER-01', 'CRITICAL', 'Fire');
    await expect.poll(onDesktop).toContain('CRITICAL: Fire · RIVER-01');
    await expect
      .poll(() => run.records.filter(({ kind }) => kind === 'badge').at(-1))
      .toEqual({ kind: 'badge', count: 1 });
    expect(run.records).toContainEqual({ kind: 'flash', flag: true });
    expect((await tray()).toolTip).toContain('1 unacknowledged alarm, 1 critical');
    expect((await tray()).labels).toEqual([
      '1 unacknowledged alarm, 1 critical',
      'CRITICAL · RIVER-01 · Fire',
      'Open Vigil',
      'Quit Vigil (auditing stops)',
    ]);
  });

  it('lead to their finding from the notification and from the tray', async () => {
    await run.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await emit('click');
    await chosen(run.page).getByText('Fire').first().waitFor();
    expect(await run.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
      true,
    );
    expect(run.records).toContainEqual({ kind: 'flash', flag: false });
    await report(folder, 'RIVER-01', 'HIGH', 'Fence cut');
    await expect.poll(async () => (await tray()).labels).toContain('HIGH · RIVER-01 · Fence cut');
    await clickTray('HIGH · RIVER-01 · Fence cut');
    await chosen(run.page).getByText('Fence cut').first().waitFor();
  });

  it('are taken away when somebody acknowledges', async () => {
    await acknowledge(folder, [id]);
    await expect.poll(onDesktop).not.toContain('CRITICAL: Fire · RIVER-01');
    await expect
      .poll(() => run.records.filter(({ kind }) => kind === 'badge').at(-1))
      .toMatchObject({ count: 1 });
  });

  it('pass their test by the host and the window together, and a refusal of the desktop is told', async () => {
    await ask(folder, 'notices.test', {});
    await expect.poll(() => state(folder)).toMatchObject({ test: { result: 'PASSED', notice: 'shown' } });
    await emit('failed');
    await run.page.getByTestId('notice-trouble-hostFailed').waitFor();
    expect(await state(folder)).toMatchObject({ desktop: 'failed' });
  });
});
