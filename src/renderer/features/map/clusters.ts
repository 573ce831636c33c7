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

type Entry<T extends Dot> = { readonly dot: T; readonly place: Spot; isTaken: boolean };

/** Rows of cells in the widest world that is drawn: a cell's number is `column * ROWS + row`. */
const ROWS = 2 ** 26;

/** Sites gathered so that no two glyphs lie on each other; the worst is the place of each. Worst last: it is drawn on top. */
export function clustersOf<T extends Dot>(dots: readonly T[], zoom: number): readonly Cluster<T>[] {
  const cell = APART / worldSize(zoom);
  const entries = dots
    .map((dot) => ({ dot, place: mercator(dot.location), rank: rankOf(dot), isTaken: false }))
    .sort((a, b) => b.rank - a.rank || (a.dot.code < b.dot.code ? -1 : 1));
  const numberOf = ({ x, y }: Spot): number => Math.floor(x / cell) * ROWS + Math.floor(y / cell);
  const cells = Map.groupBy(entries, ({ place }) => numberOf(place));
  const clusters: Cluster<T>[] = [];
  for (const entry of entries) {
    if (entry.isTaken) continue;
    const { dot, place } = entry;
    const members = NEIGHBOURS.flatMap((offset) =>
      takeNear(place, cell, cells.get(numberOf(place) + offset)),
    );
    clusters.push({ key: dot.code, place, worst: dot.worst, members });
  }
  return clusters.reverse();
}

/** A cell and the eight around it. */
const NEIGHBOURS = [0, -1, 1, -ROWS, -ROWS - 1, -ROWS + 1, ROWS, ROWS - 1, ROWS + 1];
const NOBODY: readonly never[] = [];

/** Takes those of a cell that are nearer to a place than `cell`. */
function takeNear<T extends Dot>(
  place: Spot,
  cell: number,
  entries: readonly Entry<T>[] | undefined,
): readonly T[] {
  if (entries === undefined) return NOBODY;
  const taken: T[] = [];
  for (const entry of entries) {
    if (entry.isTaken || Math.hypot(entry.place.x - place.x, entry.place.y - place.y) >= cell) continue;
    entry.isTaken = true;
    taken.push(entry.dot);
  }
  return taken;
}
