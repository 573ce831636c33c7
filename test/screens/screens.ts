/*
 * npm run screens -- [FOLDER]: pictures of every screen in every state, size and theme, for people to look at. FOLDER is
 * `screens/` unless given. The pictures of the README and the guides are made by guides.ts.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from '#test/e2e/launch.ts';
import { ask, importSite, sayName } from '#test/e2e/person.ts';
import { importPictures } from './import.ts';
import { goTo, screensOf, settled } from './walk.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 1080 },
];
const THEMES = ['dark', 'light', 'contrast'];
/** More alarms than one console should get in ten minutes. */
const FLOOD = 14;

const folder = process.argv[2] ?? 'screens';
mkdirSync(folder, { recursive: true });

const browser = await launchBrowser();

/** One picture in every size and theme of what the page shows now. */
async function picture(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset.theme = chosen;
    }, theme);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await settled(page);
      const file = `${name}-${size.width}x${size.height}-${theme}.png`;
      await page.screenshot({ path: join(folder, file), animations: 'disabled' });
    }
  }
  console.log(name);
}

/** A browser without a screen refuses notices; on a workstation they are allowed, and nothing is said of them. */
function allowNotices(): void {
  Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
}

type State = {
  readonly name: string;
  readonly args: readonly string[];
  /** Brings the state about, before the pictures. */
  readonly make: (page: Page, data: string, host: LoopbackRun) => Promise<void>;
  /** Only the first screen: the others show nothing of the state. */
  readonly feedOnly?: boolean;
};

const firstRow = (page: Page) => page.getByTestId('feed-row').first().waitFor();

/** Reports by a person, as many as make a flood. */
async function flood(data: string): Promise<void> {
  const reply = await ask(data, 'sites.list', {});
  if (reply?.ok !== true) throw new Error('the engine does not answer');
  const sites = reply.value as readonly { readonly code: string }[]; // safe: the contract's answer
  for (let index = 0; index < FLOOD; index += 1)
    await ask(data, 'findings.report', {
      site: sites[index % sites.length]?.code,
      severity: index % 7 === 0 ? 'CRITICAL' : 'HIGH',
      category: 'SECURITY',
      title: `Door ${index + 1} forced`,
      note: 'Seen on the camera.',
    });
}

const STATES: readonly State[] = [
  { name: 'empty', args: [], make: async () => undefined },
  {
    name: 'quiet',
    args: [],
    make: async (page, data) => {
      await importSite(data);
      await ask(data, 'audit.run', {});
      await page.reload();
    },
    feedOnly: true,
  },
  { name: 'busy', args: ['--demo'], make: firstRow },
  {
    name: 'flood',
    args: ['--demo'],
    make: async (page, data) => {
      await flood(join(data, 'demo'));
      await firstRow(page);
    },
    feedOnly: true,
  },
  {
    name: 'stale',
    args: ['--demo'],
    make: async (page, _, host) => {
      await firstRow(page);
      await host.kill();
      await page.getByTestId('connection-banner').waitFor();
    },
    feedOnly: true,
  },
];

const DIALOGS = [
  { name: 'keys', key: '?' },
  { name: 'palette', key: 'Control+k' },
  { name: 'settings', key: ',' },
  { name: 'resolve', key: 'r' },
  { name: 'shelve', key: 's' },
  { name: 'report', key: 'R' },
];

for (const state of STATES) {
  const data = tempData();
  const host = await launchLoopback(data.folder, 0, state.args);
  const { page } = await openWindow(browser);
  await page.addInitScript(allowNotices);
  await page.goto(host.address());
  await sayName(page);
  await state.make(page, data.folder, host);
  const screens = state.feedOnly === true ? ['Feed'] : await screensOf(page);
  for (const screen of screens) {
    await goTo(page, screen);
    await picture(page, `${screen.toLowerCase()}-${state.name}`);
  }
  if (state.name === 'empty') await importPictures(page, picture);
  if (state.name === 'busy') {
    await goTo(page, 'Feed');
    for (const { name, key } of DIALOGS) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await picture(page, `dialog-${name}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  }
  await page.context().close();
  await host.stop();
  data.remove();
}
await browser.close();
