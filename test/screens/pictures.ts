import type { Page } from 'playwright-core';
import { goTo, settled } from './walk.ts';

/** A picture of the guides: its file in `docs/pictures`, and what shows it on the page of the demonstration. */
export type Picture = {
  readonly file: string;
  /** Gives the page that is taken, where it is not the one that came in. */
  readonly show: (page: Page) => Promise<Page | undefined>;
};

const screen = (name: string) => async (page: Page) => {
  await goTo(page, name);
  return undefined;
};

/** From the feed, with the finding under the keys: presses what opens something, and waits for it. */
const atFinding = (key: string, opened: string) => async (page: Page) => {
  await goTo(page, 'Feed');
  await page.keyboard.press(key);
  await page.locator(opened).first().waitFor();
  await settled(page);
  return undefined;
};

async function openSite(page: Page): Promise<undefined> {
  await goTo(page, 'Feed');
  await page.keyboard.press('2');
  await page.locator('[data-testid="fleet-tiles"] :focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('site-page').waitFor();
  await settled(page);
}

async function wallBoard(page: Page): Promise<Page> {
  await goTo(page, 'Fleet');
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Open wall board' }).click();
  const wall = await opened;
  await wall.emulateMedia({ colorScheme: 'dark' });
  await wall.getByTestId('wall').waitFor();
  await settled(wall);
  return wall;
}

async function engine(page: Page): Promise<undefined> {
  await goTo(page, 'Engine');
  await page.getByTestId('doctor').getByRole('region').first().waitFor();
  await settled(page);
}

async function checkup(page: Page): Promise<undefined> {
  await goTo(page, 'Checkups');
  await page.getByRole('button', { name: 'Begin for the installation' }).click();
  await page.getByRole('button', { name: 'Sign…' }).waitFor();
  await settled(page);
}

async function whatIf(page: Page): Promise<undefined> {
  await openSite(page);
  await page.getByTestId('site-page').getByRole('button', { name: 'What if' }).click();
  const trial = page.getByTestId('what-if');
  await trial.getByLabel('At least').fill('4');
  await trial.getByLabel('Over the last').selectOption('7');
  await settled(page);
}

/** Every picture, in the order in which one leads to the next. Those that change something come last. */
export const PICTURES: readonly Picture[] = [
  { file: 'feed.webp', show: screen('Feed') },
  { file: 'map-of-a-finding.webp', show: atFinding('m', '[data-testid="map-frame"]') },
  { file: 'call.webp', show: atFinding('c', '[role="dialog"]') },
  { file: 'resolve.webp', show: atFinding('r', '[role="dialog"]') },
  { file: 'fleet.webp', show: screen('Fleet') },
  { file: 'site.webp', show: openSite },
  { file: 'wall-board.webp', show: wallBoard },
  { file: 'map.webp', show: screen('Map') },
  { file: 'baselines.webp', show: screen('Baselines') },
  { file: 'engine.webp', show: engine },
  { file: 'indicators.webp', show: screen('Indicators') },
  { file: 'handover.webp', show: screen('Reports') },
  { file: 'audit-trail.webp', show: screen('Audit trail') },
  { file: 'runbooks.webp', show: screen('Runbooks') },
  { file: 'setup.webp', show: screen('Setup') },
  { file: 'rollout.webp', show: screen('Rollout') },
  { file: 'maintenance.webp', show: screen('Maintenance') },
  { file: 'what-if.webp', show: whatIf },
  { file: 'checkup.webp', show: checkup },
];
