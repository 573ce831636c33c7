import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { LatLon } from '#core/model/site.ts';
import { FENCE_MAP } from '#renderer/words/map.ts';
import type { ArchiveStore } from './archive-store.ts';
import styles from './fence-map.module.css';
import { MapFrame } from './map-frame.tsx';
import { MapHandle, roundedPlace } from './map-handle.tsx';
import type { View } from './mercator.ts';
import { project } from './mercator.ts';

export type FenceMapProps = {
  readonly archive: ArchiveStore;
  /** What the map is about: when it changes, the whole fence is shown anew. */
  readonly about: string;
  readonly corners: readonly LatLon[];
  readonly onMove: (corners: readonly LatLon[]) => void;
};

/** A shape has at least so many corners. */
const FEWEST = 3;
const replaced = (corners: readonly LatLon[], index: number, corner: LatLon): readonly LatLon[] =>
  corners.map((each, at) => (at === index ? corner : each));

const middleOf = (a: LatLon, b: LatLon): LatLon => ({ lat: (a.lat + b.lat) / 2, lon: (a.lon + b.lon) / 2 });

type HandleProps = Pick<FenceMapProps, 'corners' | 'onMove'> & {
  readonly view: View;
  readonly index: number;
};

/** One corner: taken away by Delete, but for the last three. */
function Corner({ view, corners, index, onMove }: HandleProps) {
  const corner = corners[index];
  if (corner === undefined) return null;
  const remove = () => onMove(corners.filter((_, at) => at !== index));
  return (
    <MapHandle
      view={view}
      at={corner}
      className={styles.corner}
      label={FENCE_MAP.corner(index + 1, corners.length)}
      description={FENCE_MAP.keys}
      testId="fence-corner"
      onMove={(to) => onMove(replaced(corners, index, to))}
      onDelete={corners.length > FEWEST ? remove : undefined}
    />
  );
}

/** The middle of a side: pressed, it becomes a corner. */
function Middle({ view, corners, index, onMove }: HandleProps) {
  const [from, to] = [corners[index], corners[(index + 1) % corners.length]];
  if (from === undefined || to === undefined) return null;
  const middle = middleOf(from, to);
  const { x, y } = project(view, middle);
  const add = () =>
    onMove([...corners.slice(0, index + 1), roundedPlace(middle), ...corners.slice(index + 1)]);
  return (
    <button
      type="button"
      className={styles.middle}
      style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
      aria-label={FENCE_MAP.add(index + 1)}
      data-testid="fence-middle"
      onPointerDown={(event) => event.stopPropagation()}
      onClick={add}
    />
  );
}

/** The corners of a fence on the map: moved, added and taken away by pointer and keys. */
export function FenceMap({ archive, about, corners, onMove }: FenceMapProps) {
  const file = useStore(archive);
  useEffect(() => void archive.getState().load(), [archive]);
  // Moving a corner must not move the map: only another place shows everything anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the corners of the first look are meant
  const content = useMemo(() => ({ key: about, points: corners, fit: { leastMetres: 100 } }), [about]);
  // A corner is the one at its position: it keeps the pointer and the focus while it is moved.
  const order = [...corners.keys()];
  return (
    <div className={styles.map}>
      <MapFrame
        label={FENCE_MAP.name}
        content={content}
        file={file}
        wheel="ctrl"
        marks={(view) => (
          <polygon
            className={styles.shape}
            points={corners.map((corner) => Object.values(project(view, corner)).join(',')).join(' ')}
          />
        )}
        over={(view) => (
          <>
            {order.map((index) => (
              <Middle key={index} {...{ view, corners, index, onMove }} />
            ))}
            {order.map((index) => (
              <Corner key={index} {...{ view, corners, index, onMove }} />
            ))}
          </>
        )}
        note={FENCE_MAP.keys}
      />
    </div>
  );
}
