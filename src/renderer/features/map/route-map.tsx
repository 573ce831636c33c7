import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { LatLon } from '#core/model/site.ts';
import { ROUTE_MAP } from '#renderer/words/map.ts';
import type { ArchiveStore } from './archive-store.ts';
import { MapFrame } from './map-frame.tsx';
import { MapHandle } from './map-handle.tsx';
import type { View } from './mercator.ts';
import { project } from './mercator.ts';
import styles from './route-map.module.css';

/** A checkpoint of a tour. */
export type RouteStop = LatLon & {
  readonly code: string;
  /** Metres around it within which a scan counts. */
  readonly radius_m: number;
};
export type RouteMapProps = {
  readonly archive: ArchiveStore;
  /** What the map is about: when it changes, the whole route is shown anew. */
  readonly about: string;
  /** The corners of the site's fence, to go by; none where it is none that can be drawn. */
  readonly fence: readonly LatLon[];
  readonly stops: readonly RouteStop[];
  readonly onMove: (index: number, to: LatLon) => void;
};

const LEAST_RADIUS_PX = 3;
const METRES_PER_DEGREE = 111_320;

const lineOf = (view: View, places: readonly LatLon[]): string =>
  places
    .map((place) => {
      const { x, y } = project(view, place);
      return `${x},${y}`;
    })
    .join(' ');

/** So many px is that distance north of a place. */
function reachOf(view: View, { lat, lon, radius_m }: RouteStop): number {
  const north = project(view, { lat: lat + radius_m / METRES_PER_DEGREE, lon });
  return Math.max(LEAST_RADIUS_PX, project(view, { lat, lon }).y - north.y);
}

/** The checkpoints of a tour in their order, each with how far it reaches: moved by pointer and keys. */
export function RouteMap({ archive, about, fence, stops, onMove }: RouteMapProps) {
  const file = useStore(archive);
  useEffect(() => void archive.getState().load(), [archive]);
  // Moving a checkpoint must not move the map: another place, or another number of them, shows everything anew.
  const key = `${about} ${stops.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places of the first look are meant
  const content = useMemo(() => ({ key, points: [...fence, ...stops], fit: { leastMetres: 100 } }), [key]);
  // A checkpoint is the one at its position: it keeps the pointer and the focus while it is moved or its code is typed.
  const order = [...stops.keys()];
  return (
    <div className={styles.map}>
      <MapFrame
        label={ROUTE_MAP.name}
        content={content}
        file={file}
        wheel="ctrl"
        marks={(view) => (
          <>
            <polygon className={styles.fence} points={lineOf(view, fence)} />
            <polyline className={styles.route} points={lineOf(view, stops)} />
            {order.map((index) => {
              const stop = stops[index];
              if (stop === undefined) return null;
              const { x, y } = project(view, stop);
              return <circle key={index} className={styles.reach} cx={x} cy={y} r={reachOf(view, stop)} />;
            })}
          </>
        )}
        over={(view) =>
          order.map((index) => {
            const stop = stops[index];
            if (stop === undefined) return null;
            return (
              <MapHandle
                key={index}
                view={view}
                at={stop}
                className={styles.stop}
                label={ROUTE_MAP.stop(index + 1, stops.length, stop.code)}
                description={ROUTE_MAP.keys}
                testId="route-stop"
                onMove={(to) => onMove(index, to)}
              >
                {index + 1}
              </MapHandle>
            );
          })
        }
        note={ROUTE_MAP.keys}
      />
    </div>
  );
}
