import type { Browser } from 'playwright-core';

/** How many different colours a picture holds, counted on every fourth pixel: a blank page has one or two. */
export async function coloursIn(browser: Browser, png: Buffer): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const count = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Set<number>();
    for (let at = 0; at < data.length; at += 16)
      colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    return colours.size;
  }, png.toString('base64'));
  await context.close();
  return count;
}
