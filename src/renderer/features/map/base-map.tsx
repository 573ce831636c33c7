import { useEffect, useRef, useState } from 'react';
import atlasUrl from 'world-atlas/countries-110m.json?url';
import type { Archive } from './archive.ts';
import type { GlMap } from './gl-map.ts';
import { hasWebgl } from './map-colours.ts';
import styles from './map-frame.module.css';
import type { View } from './mercator.ts';
import { mercator, OUTLINES_TO, worldSize } from './mercator.ts';
import { pathOf } from './outlines.ts';
import { loadOutlines } from './outlines-file.ts';

let webgl: boolean | null = null;
/** Asked once: each question makes a context. */
const canUseWebgl = (): boolean => {
  webgl ??= hasWebgl();
  return webgl;
};

/** The outlines of the world as a drawing, for screens without WebGL; nothing where they are too coarse. */
function DrawnOutlines({ view }: { readonly view: View }) {
  const [path, setPath] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    loadOutlines(atlasUrl).then(
      (outlines) => isWanted && setPath(pathOf(outlines)),
      () => undefined, // the map works without them
    );
    return () => {
      isWanted = false;
    };
  }, []);
  const middle = mercator(view.center);
  const size = worldSize(view.zoom);
  if (path === null || view.zoom >= OUTLINES_TO) return null;
  const { width, height } = view;
  const move = `translate(${width / 2 - middle.x * size} ${height / 2 - middle.y * size}) scale(${size})`;
  return (
    <svg className={styles.layer} width={width} height={height} aria-hidden="true" data-testid="map-outlines">
      <rect className={styles.sea} width={width} height={height} />
      <path className={styles.land} d={path} transform={move} />
    </svg>
  );
}

type GlLayerProps = {
  readonly view: View;
  readonly archive: Archive | null;
  readonly onLost: () => void;
  readonly onProblem: () => void;
};

/** The base map as MapLibre draws it. */
function GlLayer({ view, archive, onLost, onProblem }: GlLayerProps) {
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<GlMap | null>(null);
  const latest = useRef(view);
  const [isDrawn, setDrawn] = useState(false);
  latest.current = view;

  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    let isWanted = true;
    const begin = async () => {
      const { createGlMap } = await import('./gl-map.ts');
      if (!isWanted) return;
      const parts = { archive, view: latest.current, onLost, onProblem, onDrawn: () => setDrawn(true) };
      const made = await createGlMap(current, parts);
      if (!isWanted) return made.remove();
      map.current = made;
      made.show(latest.current);
    };
    begin().catch(() => isWanted && onLost());
    const themes = new MutationObserver(() => map.current?.restyle());
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      isWanted = false;
      themes.disconnect();
      map.current?.remove();
      map.current = null;
    };
  }, [archive, onLost, onProblem]);

  useEffect(() => {
    map.current?.show(view);
  }, [view]);

  return (
    <div aria-hidden="true" className={styles.layer} data-testid="map-canvas" data-drawn={isDrawn}>
      <div ref={place} className={styles.gl} />
    </div>
  );
}

export type BaseMapProps = {
  readonly view: View;
  readonly archive: Archive | null;
  readonly onProblem: () => void;
  readonly isFlat: boolean;
  /** WebGL is not there, or is there no more. */
  readonly onFlat: () => void;
};

/**
 * What lies beneath: the world's outlines and the map file. MapLibre is loaded only where one of them can be seen: close to a
 * site, without a map file, there is nothing that the outlines could truly say.
 */
export function BaseMap({ view, archive, isFlat, onFlat, onProblem }: BaseMapProps) {
  const isSeen = archive !== null || view.zoom < OUTLINES_TO;
  const [wasSeen, setWasSeen] = useState(isSeen);
  const isNeeded = isSeen || wasSeen;
  useEffect(() => {
    if (isSeen) setWasSeen(true);
    if (isSeen && !isFlat && !canUseWebgl()) onFlat();
  }, [isSeen, isFlat, onFlat]);
  if (isFlat) return <DrawnOutlines view={view} />;
  if (!isNeeded || !canUseWebgl()) return null;
  return <GlLayer view={view} archive={archive} onLost={onFlat} onProblem={onProblem} />;
}
