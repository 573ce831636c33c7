import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { LatLon } from '#core/model/site.ts';
import { FENCE_MAP } from '#renderer/words/map.ts';
import type { ArchiveStore } from './archive-store.ts';
import styles from './fence-map.module.css';
import { MapFrame } from './map-frame.tsx';
import type { View } from './mercator.ts';
import { project, unproject } from './mercator.ts';

export type FenceMapProps = {
  readonly archive: ArchiveStore;
  /** What the map is about: when it changes, the whole fence is shown anew. */
  readonly about: string;
  readonly corners: readonly LatLon[];
  readonly onMove: (corners: readonly LatLon[]) => void;
};

/** A shape has at least so many corners. */
const FEWEST = 3;
/** Px that an arrow key moves a corner; with Shift, one. */
const STEP = 10;
const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Six decimals are 11 cm. */
const rounded = ({ lat, lon }: LatLon): LatLon => ({
  lat: Math.round(lat * 1e6) / 1e6,
  lon: Math.round(lon * 1e6) / 1e6,
});

const replaced = (corners: readonly LatLon[], index: number, corner: LatLon): readonly LatLon[] =>
  corners.map((each, at) => (at === index ? rounded(corner) : each));

const middleOf = (a: LatLon, b: LatLon): LatLon => ({ lat: (a.lat + b.lat) / 2, lon: (a.lon + b.lon) / 2 });

type HandleProps = Pick<FenceMapProps, 'corners' | 'onMove'> & {
  readonly view: View;
  readonly index: number;
};

/** One corner: dragged by the pointer, moved by the arrow keys, taken away by Delete. */
function Corner({ view, corners, index, onMove }: HandleProps) {
  const [grip, setGrip] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const corner = corners[index];
  if (corner === undefined) return null;
  const spot = project(view, corner);
  const press = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    const isDelete = event.key === 'Delete' || event.key === 'Backspace';
    if (arrow === undefined && !isDelete) return;
    event.preventDefault();
    event.stopPropagation();
    if (arrow !== undefined) {
      const step = event.shiftKey ? 1 : STEP;
      onMove(
        replaced(
          corners,
          index,
          unproject(view, { x: spot.x + arrow[0] * step, y: spot.y + arrow[1] * step }),
        ),
      );
    } else if (corners.length > FEWEST) onMove(corners.filter((_, at) => at !== index));
  };
  const drag = (event: PointerEvent) => {
    if (grip === null) return;
    event.stopPropagation();
    const to = { x: spot.x + event.clientX - grip.x, y: spot.y + event.clientY - grip.y };
    setGrip({ x: event.clientX, y: event.clientY });
    onMove(replaced(corners, index, unproject(view, to)));
  };
  return (
    <button
      type="button"
      className={styles.corner}
      style={{ transform: `translate(${spot.x}px, ${spot.y}px) translate(-50%, -50%)` }}
      aria-label={FENCE_MAP.corner(index + 1, corners.length)}
      aria-description={FENCE_MAP.keys}
      data-testid="fence-corner"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        setGrip({ x: event.clientX, y: event.clientY });
      }}
      onPointerMove={drag}
      onPointerUp={() => setGrip(null)}
      onPointerCancel={() => setGrip(null)}
    />
  );
}

/** The middle of a side: pressed, it becomes a corner. */
function Middle({ view, corners, index, onMove }: HandleProps) {
  const [from, to] = [corners[index], corners[(index + 1) % corners.length]];
  if (from === undefined || to === undefined) return null;
  const middle = middleOf(from, to);
  const { x, y } = project(view, middle);
  const add = () => onMove([...corners.slice(0, index + 1), rounded(middle), ...corners.slice(index + 1)]);
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
