import type { LatLon } from '#core/model/site.ts';

/** What of the world is on the screen: north up, Web Mercator. Sizes in px; zoom as MapLibre counts it (512 px tiles). */
export type View = {
  readonly center: LatLon;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
};
export type Spot = { readonly x: number; readonly y: number };

const TILE = 512;
const RADIANS = Math.PI / 180;
/** Circumference of the WGS 84 equator in metres. */
const CIRCUMFERENCE = 2 * Math.PI * 6_378_137;
/** The latitude at which the square of the projection ends. */
const END = 85.051129;
export const MOST_ZOOM = 20;

const within = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), Math.max(least, most));

/** The width of the whole world at a zoom, in px. */
export const worldSize = (zoom: number): number => TILE * 2 ** zoom;

/** Place in the unit square: x from west to east, y from north to south. */
export function mercator({ lat, lon }: LatLon): Spot {
  const sin = Math.sin(within(lat, -END, END) * RADIANS);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

/** The way back from the unit square. */
export const fromMercator = ({ x, y }: Spot): LatLon => ({
  lat: (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / RADIANS,
  lon: (x - 0.5) * 360,
});

/** Where a point is on the screen, from its top left. */
export const project = (view: View, point: LatLon): Spot => projector(view)(mercator(point));

/** The same for places in the unit square, many at a time. */
export function projector(view: View): (place: Spot) => Spot {
  const middle = mercator(view.center);
  const size = worldSize(view.zoom);
  return ({ x, y }) => ({
    x: (x - middle.x) * size + view.width / 2,
    y: (y - middle.y) * size + view.height / 2,
  });
}

/** What lies under a place of the screen. */
export function unproject(view: View, { x, y }: Spot): LatLon {
  const middle = mercator(view.center);
  const size = worldSize(view.zoom);
  return fromMercator({
    x: middle.x + (x - view.width / 2) / size,
    y: middle.y + (y - view.height / 2) / size,
  });
}

/** How many px a metre is at a latitude; the projection keeps circles round. */
export const pixelsPerMetre = (zoom: number, lat: number): number =>
  worldSize(zoom) / (CIRCUMFERENCE * Math.cos(within(lat, -END, END) * RADIANS));

/** The nearest view that shows nothing beyond the edge of the world. */
export function settle(view: View): View {
  const { width, height } = view;
  const zoom = within(view.zoom, Math.log2(Math.max(width, height, 1) / TILE), MOST_ZOOM);
  const size = worldSize(zoom);
  const middle = mercator(view.center);
  const x = within(middle.x, width / size / 2, 1 - width / size / 2);
  const y = within(middle.y, height / size / 2, 1 - height / size / 2);
  return { ...view, zoom, center: fromMercator({ x, y }) };
}

/** Moved by px: to the right and down what is shown moves to the left and up. */
export const panned = (view: View, right: number, down: number): View =>
  settle({ ...view, center: unproject(view, { x: view.width / 2 + right, y: view.height / 2 + down }) });

/** Zoomed while the place under `spot` stays where it is; the middle unless given. */
export function zoomed(view: View, by: number, spot: Spot = { x: view.width / 2, y: view.height / 2 }): View {
  const anchor = unproject(view, spot);
  const next = settle({ ...view, zoom: view.zoom + by });
  const moved = project(next, anchor);
  return panned(next, moved.x - spot.x, moved.y - spot.y);
}

export type FitOptions = {
  /** Free px on every side. */
  readonly margin?: number;
  /** Never closer than this many metres across the narrower side. */
  readonly leastMetres?: number;
};

/** The view that has all points in it; null without points. */
export function fitted(
  points: readonly LatLon[],
  { width, height }: Pick<View, 'width' | 'height'>,
  { margin = 36, leastMetres = 120 }: FitOptions = {},
): View | null {
  const spots = points.map(mercator);
  if (spots.length === 0) return null;
  const [left, right] = extent(spots.map(({ x }) => x));
  const [top, bottom] = extent(spots.map(({ y }) => y));
  const center = fromMercator({ x: (left + right) / 2, y: (top + bottom) / 2 });
  const share = (px: number, span: number) => Math.log2(Math.max(px - 2 * margin, 40) / TILE / span);
  const least = leastMetres / (CIRCUMFERENCE * Math.cos(center.lat * RADIANS));
  const zoom = Math.min(
    share(width, Math.max(right - left, least)),
    share(height, Math.max(bottom - top, least)),
    MOST_ZOOM,
  );
  return settle({ center, zoom, width, height });
}

function extent(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

/** The north-west and south-east corners of what is shown, less a share of it on every side. */
export const cornersOf = (view: View, inset = 0): { readonly nw: LatLon; readonly se: LatLon } => ({
  nw: unproject(view, { x: view.width * inset, y: view.height * inset }),
  se: unproject(view, { x: view.width * (1 - inset), y: view.height * (1 - inset) }),
});

/** Round distances: 1, 2 or 5 times a power of ten. */
function roundBelow(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const digit = [5, 2, 1].find((each) => each * power <= metres) ?? 1;
  return digit * power;
}

/** A round distance that is at most `most` px wide in the middle of the view. */
export function scaleBar(view: View, most = 110): { readonly metres: number; readonly px: number } {
  const perMetre = pixelsPerMetre(view.zoom, view.center.lat);
  const metres = roundBelow(most / perMetre);
  return { metres, px: metres * perMetre };
}

/** Below this zoom the outlines of the world are drawn; above it they are too coarse to be true. */
export const OUTLINES_TO = 11;

/** Lines of a grid of round metres around the middle of the view, as px; none where the world's outlines are drawn. */
export function gridOf(view: View): {
  readonly metres: number;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
} {
  if (view.zoom < OUTLINES_TO) return { metres: 0, xs: [], ys: [] };
  const perMetre = pixelsPerMetre(view.zoom, view.center.lat);
  const metres = roundBelow(view.width / 5 / perMetre);
  const step = metres * perMetre;
  const size = worldSize(view.zoom);
  const middle = mercator(view.center);
  const lines = (from: number, px: number) => {
    const first = Math.ceil(from / step) * step - from;
    return Array.from(
      { length: Math.max(0, Math.floor((px - first) / step) + 1) },
      (_, n) => first + n * step,
    );
  };
  return {
    metres,
    xs: lines(middle.x * size - view.width / 2, view.width),
    ys: lines(middle.y * size - view.height / 2, view.height),
  };
}
