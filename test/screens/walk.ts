import type { Page } from 'playwright-core';

const frame = (page: Page) => page.getByRole('navigation', { name: 'Screens' });
const more = (page: Page) => page.getByTestId('more-screens');

/** The screens as the top bar names them, in its order, and then those under "More". */
export async function screensOf(page: Page): Promise<readonly string[]> {
  const tabs = frame(page).locator('button:not([aria-haspopup])');
  const names = (await tabs.allTextContents()).map((word) => word.trim());
  await more(page).click();
  const items = await frame(page).getByRole('menuitem').all();
  const others = await Promise.all(items.map((item) => item.getAttribute('data-action')));
  await page.keyboard.press('Escape');
  return [...names, ...others.filter((name) => name !== null)];
}

/** Goes to a screen by its tab or its line under "More", and waits until it has drawn what it has to show. */
export async function goTo(page: Page, screen: string): Promise<void> {
  const tab = frame(page)
    .locator('button:not([aria-haspopup])')
    .filter({ hasText: new RegExp(`^${screen}$`) });
  if ((await tab.count()) > 0) await tab.click();
  else {
    await more(page).click();
    await frame(page).locator(`[data-action="${screen}"]`).click();
  }
  await page.mouse.move(2, 2); // no tooltip in the picture
  await settled(page);
}

/** Resolves once nothing is loading and two frames have been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}
