import { describe, expect, it } from 'vitest';
import { createBadge } from './badge.ts';

function bench(platform: NodeJS.Platform) {
  const told: unknown[] = [];
  const badge = createBadge({
    platform,
    setCount: (count) => told.push(count),
    setMark: (words) => told.push(words),
  });
  return { badge, told };
}

describe('the badge', () => {
  it('is a number on macOS and Linux', () => {
    for (const platform of ['darwin', 'linux'] as const) {
      const { badge, told } = bench(platform);
      badge({ count: 3 });
      badge({ count: 0 });
      expect(told).toEqual([3, 0]);
    }
  });

  it('is a mark with its words on Windows, and goes with the last alarm', () => {
    const { badge, told } = bench('win32');
    badge({ count: 1 });
    badge({ count: 2 });
    badge({ count: 0 });
    expect(told).toEqual(['1 unacknowledged alarm', '2 unacknowledged alarms', null]);
  });
});
