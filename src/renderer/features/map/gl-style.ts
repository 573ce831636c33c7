import type { FeatureCollection } from 'geojson';
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Archive } from './archive.ts';
import { OUTLINES_TO } from './mercator.ts';

/** Colours of the theme, by the names of their tokens. */
export type MapColours = Readonly<
  Record<'ground' | 'water' | 'edge' | 'road' | 'building' | 'green', string>
>;

/** The outlines fade from here to OUTLINES_TO: from there on they are too coarse to be true. */
const FADES_FROM = 9;
const fading = (near: string | number, far: string | number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  FADES_FROM,
  near,
  OUTLINES_TO,
  far,
];
const widening = (thin: number, wide: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  8,
  thin,
  18,
  wide,
];

/** How each layer of a Protomaps or OpenMapTiles file is drawn, from the ground up; others are left out. */
const VECTOR_LAYERS = [
  ['earth', 'fill', 'ground'],
  ['land', 'fill', 'ground'],
  ['landcover', 'fill', 'green'],
  ['landuse', 'fill', 'green'],
  ['park', 'fill', 'green'],
  ['water', 'fill', 'water'],
  ['waterway', 'line', 'water'],
  ['buildings', 'fill', 'building'],
  ['building', 'fill', 'building'],
  ['roads', 'road', 'road'],
  ['transportation', 'road', 'road'],
  ['boundaries', 'line', 'edge'],
  ['boundary', 'line', 'edge'],
] as const;

function vectorLayers({ layers }: Archive, colours: MapColours): readonly LayerSpecification[] {
  return VECTOR_LAYERS.flatMap(([name, kind, colour]): LayerSpecification[] => {
    if (!layers.includes(name)) return [];
    const base = { id: `file-${name}`, source: 'file', 'source-layer': name };
    if (kind === 'fill')
      return [
        {
          ...base,
          type: 'fill',
          paint: { 'fill-color': colours[colour] },
        },
      ];
    const width = kind === 'road' ? widening(0.6, 12) : widening(0.6, 2);
    return [
      {
        ...base,
        type: 'line',
        filter: ['==', ['geometry-type'], 'LineString'],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colours[colour], 'line-width': width },
      },
    ];
  });
}

const fileSource = ({ key, kind, minzoom, maxzoom, bounds }: Archive): SourceSpecification => ({
  type: kind,
  tiles: [`pmtiles://${key}/{z}/{x}/{y}`],
  minzoom,
  maxzoom,
  bounds: [...bounds],
  ...(kind === 'raster' ? { tileSize: 256 } : {}),
});

/** Outlines of the world, and over them the map file where there is one; no text, so no fonts. */
export function styleOf(
  colours: MapColours,
  outlines: FeatureCollection,
  archive: Archive | null,
): StyleSpecification {
  const fileLayers: readonly LayerSpecification[] =
    archive === null
      ? []
      : archive.kind === 'raster'
        ? [{ id: 'file', type: 'raster', source: 'file', paint: { 'raster-fade-duration': 0 } }]
        : vectorLayers(archive, colours);
  return {
    version: 8,
    sources: {
      world: { type: 'geojson', data: outlines, tolerance: 0.2 },
      ...(archive === null ? {} : { file: fileSource(archive) }),
    },
    layers: [
      {
        id: 'background',
        type: 'background',
        paint: { 'background-color': fading(colours.water, colours.ground) },
      },
      {
        id: 'land',
        type: 'fill',
        source: 'world',
        paint: { 'fill-color': colours.ground, 'fill-antialias': false },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'world',
        maxzoom: OUTLINES_TO,
        paint: {
          'line-color': colours.edge,
          'line-width': 0.8,
          'line-opacity': fading(1, 0),
        },
      },
      ...fileLayers,
    ],
  };
}
