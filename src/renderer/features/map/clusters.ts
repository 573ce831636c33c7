import type { FindingSeverity } from '#core/model/finding.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import type { LatLon } from '#core/model/site.ts';
import type { Spot } from './mercator.ts';
import { mercator, worldSize } from './mercator.ts';

/** A site as the map of all sites needs it. */
export type Dot = {
  readonly code: string;
  readonly location: LatLon;
  readonly worst: FindingSeverity | null;
  readonly open_findings: number;
};
/** Sites that are drawn as one, where its worst one is. */
export type Cluster<T extends Dot> = {
  readonly key: string;
  /** In the unit square of the projection. */
  readonly place: Spot;
  readonly worst: FindingSeverity | null;
  readonly members: readonly T[];
};

/** Px between the middles of two glyphs. */
const APART = 34;
/** Quarter zooms: a cluster does not change with every turn of the wheel. */
const STEPS = 2;

const rankOf = ({ worst, open_findings }: Dot): number =>
  (worst === null ? 0 : SEVERITIES.length - SEVERITIES.indexOf(worst)) * 1e6 +
  Math.min(open_findings, 999_999);

/** The zoom at which sites are gathered for a view of that zoom. */
export const clusterZoom = (zoom: number): number => Math.floor(zoom * STEPS) / STEPS;

/** Sites gathered so that no two glyphs lie on each other; the worst is the place of each. Worst last: it is drawn on top. */
export function clustersOf<T extends Dot>(dots: readonly T[], zoom: number): readonly Cluster<T>[] {
  const cell = APART / worldSize(zoom);
  const sorted = dots
    .map((dot) => ({ dot, place: mercator(dot.location), rank: rankOf(dot) }))
    .sort((a, b) => b.rank - a.rank || (a.dot.code < b.dot.code ? -1 : 1));
  const cells = new Map<string, (typeof sorted)[number][]>();
  const columnOf = ({ x, y }: Spot): readonly [number, number] => [
    Math.floor(x / cell),
    Math.floor(y / cell),
  ];
  for (const entry of sorted) {
    const key = columnOf(entry.place).join();
    const own = cells.get(key);
    if (own === undefined) cells.set(key, [entry]);
    else own.push(entry);
  }
  const taken = new Set<T>();
  const clusters: Cluster<T>[] = [];
  for (const { dot, place } of sorted) {
    if (taken.has(dot)) continue;
    const members: T[] = [];
    const [column, row] = columnOf(place);
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1)
        for (const other of cells.get([column + dx, row + dy].join()) ?? []) {
          if (taken.has(other.dot)) continue;
          if (Math.hypot(other.place.x - place.x, other.place.y - place.y) >= cell) continue;
          taken.add(other.dot);
          members.push(other.dot);
        }
    clusters.push({ key: dot.code, place, worst: dot.worst, members });
  }
  return clusters.reverse();
}
