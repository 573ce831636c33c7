/*
 * npm run screens -- --guides: every picture that the README and the guides show, written into `docs/pictures`. They are of the
 * demonstration, whose story is seeded, at one instant: the clock of engine and page is moved there, so that the same
 * program gives the same pictures but for the seconds.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, launchLoopback, openWindow, tempData, WITHOUT_WEBGL } from '#test/e2e/launch.ts';
import { sayName } from '#test/e2e/person.ts';
import { PICTURES } from './pictures.ts';

/** A Wednesday evening, when the sample fleet is at work. */
const AT = Date.parse('2026-11-18T20:30:00Z');
const SIZE = { width: 1280, height: 800 };
/** The pictures are of screens: flat colours and small letters. */
const QUALITY = 0.82;
const LARGEST_BYTES = 150_000;
/** The first picture waits for the demonstration's week to be drawn; a busy machine takes its time. */
const PATIENCE_MS = 120_000;

const folder = join(import.meta.dirname, '../../docs/pictures');

/** A screenshot as WebP: a third of what PNG takes. Chromium writes it. */
async function asWebp(browser: Browser, png: Buffer): Promise<Buffer> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const encoded = await page.evaluate(
    async ({ base64, quality }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality);
    },
    { base64: png.toString('base64'), quality: QUALITY },
  );
  await context.close();
  return Buffer.from(encoded.slice(encoded.indexOf(',') + 1), 'base64');
}

/** The page's clock beside the engine's; and notices are shown, as on a workstation that was set up. */
function prepare(offset: number): void {
  const Real = Date;
  class Moved extends Real {
    constructor(...parts: []) {
      if (parts.length === 0) super(Real.now() + offset);
      else super(...parts);
    }
    static override now(): number {
      return Real.now() + offset;
    }
  }
  globalThis.Date = Moved as DateConstructor; // safe: it only moves what it inherits
  class Shown extends EventTarget {
    static readonly permission = 'granted';
    onshow: ((event: Event) => void) | null = null;
    constructor() {
      super();
      setTimeout(() => {
        const shown = new Event('show');
        this.onshow?.(shown);
        this.dispatchEvent(shown);
      });
    }
    close(): void {}
  }
  Object.defineProperty(globalThis, 'Notification', { value: Shown });
}

async function take(browser: Browser, page: Page): Promise<void> {
  for (const { file, show } of PICTURES) {
    const shown = (await show(page)) ?? page;
    await shown.setViewportSize(SIZE);
    await shown.mouse.move(2, 2); // no tooltip in the picture
    const picture = await asWebp(
      browser,
      await shown.screenshot({ animations: 'disabled', timeout: PATIENCE_MS }),
    );
    if (picture.length > LARGEST_BYTES)
      throw new Error(`${file} has ${picture.length} bytes, more than ${LARGEST_BYTES}`);
    writeFileSync(join(folder, file), picture);
    console.log(`${file}: ${Math.round(picture.length / 1_000)} kB`);
    if (shown !== page) await shown.close();
    await page.keyboard.press('Escape');
  }
}

const offset = AT - Date.now();
process.env.TZ = 'UTC';
process.env.VIGIL_PICTURES_OFFSET = String(offset);
process.env.NODE_OPTIONS = `--import ${pathToFileURL(join(import.meta.dirname, 'clock.mjs')).href}`;

const data = tempData();
const host = await launchLoopback(data.folder, 0, ['--demo']);
// Maps as drawings: they show the same, and do not depend on what draws them.
const browser = await launchBrowser(WITHOUT_WEBGL);
try {
  const { page } = await openWindow(browser);
  page.setDefaultTimeout(PATIENCE_MS);
  page.context().setDefaultTimeout(PATIENCE_MS);
  await page.context().addInitScript(prepare, offset);
  await page.setViewportSize(SIZE);
  await page.emulateMedia({ colorScheme: 'dark' }); // as on a workstation at night
  await page.goto(host.address());
  await sayName(page);
  await page.getByTestId('feed-row').first().waitFor();
  mkdirSync(folder, { recursive: true });
  await take(browser, page);
  const made = new Set(PICTURES.map(({ file }) => file));
  for (const file of readdirSync(folder)) if (!made.has(file)) rmSync(join(folder, file));
} finally {
  await browser.close();
  await host.stop();
  data.remove();
}
