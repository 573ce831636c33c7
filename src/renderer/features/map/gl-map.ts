import * as maplibre from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { Protocol } from 'pmtiles';
import atlasUrl from 'world-atlas/countries-50m.json?url';
import type { Archive } from './archive.ts';
import { styleOf } from './gl-style.ts';
import { mapColours } from './map-colours.ts';
import type { View } from './mercator.ts';
import { loadOutlines } from './outlines-file.ts';
import { allowWorker } from './worker-address.ts';

const protocol = new Protocol();
allowWorker(workerUrl);
maplibre.setWorkerUrl(workerUrl);
maplibre.addProtocol('pmtiles', protocol.tile);

export type GlMap = {
  readonly show: (view: View) => void;
  /** Draws anew in the colours of the theme. */
  readonly restyle: () => void;
  readonly remove: () => void;
};
export type GlMapParts = {
  readonly archive: Archive | null;
  readonly view: View;
  /** The context is gone: another way of drawing must take over. */
  readonly onLost: () => void;
  /** A part of the map could not be drawn. */
  readonly onProblem: () => void;
  /** Everything is drawn. */
  readonly onDrawn: () => void;
};

/** A map of MapLibre that goes where it is told and hears no pointer and no key. Throws when it cannot be made. */
export async function createGlMap(container: HTMLElement, parts: GlMapParts): Promise<GlMap> {
  const { archive, view, onLost, onProblem, onDrawn } = parts;
  if (archive !== null) protocol.add(archive.file);
  const outlines = await loadOutlines(atlasUrl);
  const style = () => styleOf(mapColours(), outlines, archive);
  const map = new maplibre.Map({
    container,
    style: style(),
    center: view.center,
    zoom: view.zoom,
    minZoom: -2,
    maxZoom: 22,
    interactive: false,
    attributionControl: false,
    renderWorldCopies: false,
    trackResize: false,
    fadeDuration: 0,
    // The view is settled already; a second opinion would move the map away from what is drawn on it.
    transformConstrain: (center, zoom) => ({ center, zoom }),
    canvasContextAttributes: { antialias: false },
  });
  map.on('webglcontextlost', onLost);
  map.on('error', onProblem);
  map.on('idle', onDrawn);
  let [width, height] = [view.width, view.height];
  return {
    show(next) {
      if (next.width !== width || next.height !== height) {
        [width, height] = [next.width, next.height];
        map.resize();
      }
      map.jumpTo({ center: next.center, zoom: next.zoom });
    },
    restyle: () => void map.setStyle(style(), { diff: true }),
    remove: () => map.remove(),
  };
}
