import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Tokens of each theme; what a theme does not set is that of the first. */
const themes = css
  .split(':root')
  .slice(1)
  .map(
    (block) =>
      new Map([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex])),
  );

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const share = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

it('has a text that can be read on every step of the ramp, in every theme', () => {
  expect(themes).toHaveLength(3);
  for (const theme of themes)
    for (let step = 0; step <= 6; step += 1) {
      const text = theme.get(step <= 3 ? 'text-1' : 'on-accent') ?? '';
      expect(contrast(theme.get(`ramp-${step}`) ?? '', text), `step ${step}`).toBeGreaterThanOrEqual(4.8);
    }
});
