import { expect, it } from 'vitest';
import { hintsOf } from './hints.ts';

const keysOn = (
  screen: Parameters<typeof hintsOf>[0]['screen'],
  site: string | null = null,
  isMapLarge = false,
) => hintsOf({ screen, site }, isMapLarge).flatMap(([keys]) => keys);

it('names at the foot of each screen the keys that do something there', () => {
  expect(keysOn('feed')).toEqual(['j', 'k', 'x', 'a', 'r', 's', 'm', 'n', '?']);
  expect(keysOn('feed', null, true)).toEqual(['p', '+', '−', '0', 'Esc', '?']);
  expect(keysOn('fleet')).toContain('f');
  expect(keysOn('fleet', 'RB-01')).toEqual(['Shift A', 'Esc', '?']);
  for (const screen of ['fleet', 'map', 'baselines', 'engine'] as const)
    for (const key of ['a', 'r', 's', 'x', 'n']) expect(keysOn(screen), screen).not.toContain(key);
});
