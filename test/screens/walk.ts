import type { Page } from 'playwright-core';

/** The screens as the top bar names them, in its order. */
export async function screensOf(page: Page): Promise<readonly string[]> {
  const tabs = page.getByRole('navigation', { name: 'Screens' }).getByRole('button');
  return (await tabs.allTextContents()).map((word) => word.trim());
}

/** Goes to a screen by its tab, and waits until it has drawn what it has to show. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: screen, exact: true })
    .click();
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
