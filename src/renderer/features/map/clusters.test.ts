import { describe, expect, it } from 'vitest';
import type { Dot } from './clusters.ts';
import { clustersOf, clusterZoom } from './clusters.ts';
import { worldSize } from './mercator.ts';

const dot = (code: string, lat: number, lon: number, worst: Dot['worst'] = null): Dot => ({
  code,
  location: { lat, lon },
  worst,
  open_findings: worst === null ? 0 : 1,
});

describe('clusters', () => {
  it('gather what would lie on each other, at the place of the worst, and draw it last', () => {
    const dots = [
      dot('A', 12.97, 77.59),
      dot('B', 12.9701, 77.5901, 'CRITICAL'),
      dot('C', 52.5, 13.4, 'LOW'),
    ];
    const far = clustersOf(dots, 4);
    expect(far.map(({ key, worst, members }) => [key, worst, members.length])).toEqual([
      ['C', 'LOW', 1],
      ['B', 'CRITICAL', 2],
    ]);
    expect(clustersOf(dots, 19)).toHaveLength(3);
  });

  it('of ten thousand sites keep their glyphs apart, lose nobody, and are quick', () => {
    const dots = Array.from({ length: 10_000 }, (_, n) =>
      dot(
        `S-${n}`,
        8 + ((n * 7919) % 10_000) / 400,
        70 + ((n * 104_729) % 10_000) / 400,
        n % 50 === 0 ? 'HIGH' : null,
      ),
    );
    const clusters = clustersOf(dots, 5);
    expect(clusters.reduce((sum, { members }) => sum + members.length, 0)).toBe(10_000);
    expect(new Set(clusters.flatMap(({ members }) => members.map(({ code }) => code))).size).toBe(10_000);
    expect(clusters.length).toBeLessThan(2_000);
    const size = worldSize(5);
    for (const [index, a] of clusters.slice(0, 200).entries())
      for (const b of clusters.slice(index + 1))
        expect(Math.hypot(a.place.x - b.place.x, a.place.y - b.place.y) * size).toBeGreaterThanOrEqual(
          33.999,
        );
  });

  it('stay the same while the wheel turns a little', () => {
    expect([3, 3.2, 3.49, 3.5, 4].map(clusterZoom)).toEqual([3, 3, 3, 3.5, 4]);
  });
});
