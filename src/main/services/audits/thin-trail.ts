import type { LocationPoint } from '#core/model/evidence.ts';

/** The longest trail that evidence keeps (DECISIONS 21). */
const MOST_POINTS = 2_000;

/**
 * A trail of at most 2,000 points: every person's first and last point and the ends of every stop stay, the rest is
 * thinned evenly. A stop is two fixes in a row at the same place (five decimals, about a metre).
 */
export function thinTrail(points: readonly LocationPoint[]): readonly LocationPoint[] {
  if (points.length <= MOST_POINTS) return points;
  const kept = new Set<number>();
  const lastOf = new Map<string | null, number>();
  points.forEach((point, index) => {
    const before = lastOf.get(point.people_id);
    if (before === undefined || sameAt(points[before], point) !== sameAt(point, points[index + 1]))
      kept.add(index);
    lastOf.set(point.people_id, index);
  });
  for (const index of lastOf.values()) kept.add(index);
  const room = Math.max(0, MOST_POINTS - kept.size);
  const others = points.map((_, index) => index).filter((index) => !kept.has(index));
  for (let i = 0; i < room; i++) {
    const index = others[Math.floor((i * others.length) / room)];
    if (index !== undefined) kept.add(index);
  }
  return [...kept]
    .sort((a, b) => a - b)
    .slice(-MOST_POINTS)
    .flatMap((index) => points[index] ?? []);
}

const sameAt = (a: LocationPoint | undefined, b: LocationPoint | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.people_id === b.people_id &&
  a.lat.toFixed(5) === b.lat.toFixed(5) &&
  a.lon.toFixed(5) === b.lon.toFixed(5);
