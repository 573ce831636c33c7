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

type Rgb = readonly [number, number, number];

/** A colour in linear light (sRGB, IEC 61966-2-1). */
const linear = (hex: string): Rgb => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const share = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
};

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

it('has texts and severities that can be read on every background of their theme', () => {
  const words = ['text-1', 'text-2', 'text-3', 'critical', 'high', 'medium', 'low', 'accent'];
  for (const theme of themes)
    for (const ground of ['bg-0', 'bg-1', 'bg-2'])
      for (const word of words)
        expect(
          contrast(theme.get(word) ?? '', theme.get(ground) ?? ''),
          `${word} on ${ground}`,
        ).toBeGreaterThanOrEqual(4.8);
});

it('has a text that can be read on every step of the ramp, in every theme', () => {
  expect(themes).toHaveLength(3);
  for (const theme of themes)
    for (let step = 0; step <= 6; step += 1) {
      const text = theme.get(step <= 3 ? 'text-1' : 'on-accent') ?? '';
      expect(contrast(theme.get(`ramp-${step}`) ?? '', text), `step ${step}`).toBeGreaterThanOrEqual(4.8);
    }
});

/** What is left of a colour (linear RGB): Machado, Oliveira and Fernandes 2009, severity 1.0. */
const SIGHT: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  'full sight': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const seenAs = (colour: Rgb, matrix: readonly [Rgb, Rgb, Rgb]): Rgb => {
  const [red, green, blue] = matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2])),
  );
  return [red ?? 0, green ?? 0, blue ?? 0];
};

/** Distance of two colours in Oklab (Ottosson 2020): 0.02 is just seen, 1 is black to white. */
function distance(a: Rgb, b: Rgb): number {
  const [p, q] = [a, b].map(oklab);
  return Math.hypot(...(p ?? []).map((value, index) => value - (q?.[index] ?? 0)));
}

function oklab([r, g, b]: Rgb): readonly number[] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const GLYPHS = ['critical', 'high', 'medium', 'low'];

it.each(Object.entries(SIGHT))('keeps the severities apart by their colour, for %s', (_, matrix) => {
  for (const theme of themes.slice(0, 2))
    for (const [index, one] of GLYPHS.entries())
      for (const other of GLYPHS.slice(index + 1)) {
        const [a, b] = [one, other].map((name) => seenAs(linear(theme.get(name) ?? ''), matrix));
        if (a === undefined || b === undefined) throw new Error('no colour');
        expect(distance(a, b), `${one} and ${other}: ${distance(a, b).toFixed(3)}`).toBeGreaterThanOrEqual(
          0.06,
        );
      }
});

it('has a trail that can be told from land and water, step by step, in every theme', () => {
  for (const theme of themes)
    for (let step = 0; step <= 5; step += 1)
      for (const ground of ['map-ground', 'map-water', 'map-building'])
        expect(
          contrast(theme.get(`trail-${step}`) ?? '', theme.get(ground) ?? ''),
          `trail-${step} on ${ground}`,
        ).toBeGreaterThanOrEqual(3);
});
