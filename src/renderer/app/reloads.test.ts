import { expect, it } from 'vitest';
import { mayReload } from './reloads.ts';

const MINUTE = 60_000;
function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

it('lets a page load itself again three times in five minutes, and no more', () => {
  const kept = storage();
  const tries = [0, 1, 2, 3, 4].map((minute) => mayReload(kept, 1e9 + minute * MINUTE));
  expect(tries).toEqual([true, true, true, false, false]);
  expect(mayReload(kept, 1e9 + 6 * MINUTE)).toBe(true);
});

it('counts anew after the clock was set back', () => {
  const kept = storage();
  for (let count = 0; count < 3; count++) mayReload(kept, 1e9);
  expect(mayReload(kept, 1e9)).toBe(false);
  expect(mayReload(kept, 1e9 - 60 * MINUTE)).toBe(true);
});
