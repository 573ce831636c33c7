import type { LocationPoint } from '#core/model/evidence.ts';

/** A fix on the sketch: pixels from the top left, radius of its accuracy circle in px. */
export type Spot = { readonly x: number; readonly y: number; readonly r: number };
export type Sketch = {
  readonly spots: readonly Spot[];
  /** A round distance for the scale bar, in metres and in px. */
  readonly scale: { readonly metres: number; readonly px: number };
};

const METRES_PER_DEGREE = 111_320;
/** Never zoom in further than this many metres across: a guard who stands still is a dot, not noise. */
const LEAST_SPAN = 60;
const MARGIN = 24;
const ROUND = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** Fixes on a flat sheet, north up, equal scale in both directions. Good to a fraction of a percent over a few km. */
export function sketchOf(points: readonly LocationPoint[], width: number, height: number): Sketch | null {
  const last = points.at(-1);
  if (last === undefined) return null;
  const east = METRES_PER_DEGREE * Math.cos((last.lat * Math.PI) / 180);
  const flat = points.map((point) => ({
    x: (point.lon - last.lon) * east,
    y: (last.lat - point.lat) * METRES_PER_DEGREE,
    accuracy: point.accuracy ?? 0,
  }));
  const xs = extent(flat.map((point) => point.x));
  const ys = extent(flat.map((point) => point.y));
  const zoom = Math.min(
    (width - 2 * MARGIN) / Math.max(LEAST_SPAN, xs.span),
    (height - 2 * MARGIN) / Math.max(LEAST_SPAN, ys.span),
  );
  const spots = flat.map(({ x, y, accuracy }) => ({
    x: width / 2 + (x - xs.middle) * zoom,
    y: height / 2 + (y - ys.middle) * zoom,
    r: accuracy * zoom,
  }));
  const metres = ROUND.findLast((each) => each * zoom <= width / 4) ?? ROUND[0] ?? 5;
  return { spots, scale: { metres, px: metres * zoom } };
}

/** Heights near the wanted ones that are at least `gap` apart and at most `most`, as long as there is room. */
export function spread(wanted: readonly number[], gap: number, most: number): readonly number[] {
  const order = [...wanted.keys()].sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let least = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    least = Math.max(wanted[index] ?? 0, least + gap);
    placed[index] = least;
  }
  let ceiling = most;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling);
    ceiling = (placed[index] ?? 0) - gap;
  }
  return placed;
}

function extent(values: readonly number[]): { readonly span: number; readonly middle: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { span: most - least, middle: (least + most) / 2 };
}
