import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useState } from 'react';
import type { LatLon } from '#core/model/site.ts';
import type { View } from './mercator.ts';
import { project, unproject } from './mercator.ts';

export type MapHandleProps = {
  readonly view: View;
  readonly at: LatLon;
  readonly className: string | undefined;
  readonly label: string;
  /** How it is moved, for readers. */
  readonly description: string;
  readonly testId: string;
  readonly children?: ReactNode;
  readonly onMove: (to: LatLon) => void;
  /** Delete takes it away, where it may. */
  readonly onDelete?: (() => void) | undefined;
};

/** Px that an arrow key moves; with Shift, one. */
const STEP = 10;
const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Six decimals are 11 cm. */
export const roundedPlace = ({ lat, lon }: LatLon): LatLon => ({
  lat: Math.round(lat * 1e6) / 1e6,
  lon: Math.round(lon * 1e6) / 1e6,
});

/** A place on a map that somebody sets: dragged by the pointer, moved by the arrow keys. */
export function MapHandle(props: MapHandleProps) {
  const { view, at, className, label, description, testId, children, onMove, onDelete } = props;
  const [grip, setGrip] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const spot = project(view, at);
  const moveBy = (right: number, down: number) =>
    onMove(roundedPlace(unproject(view, { x: spot.x + right, y: spot.y + down })));
  const press = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    const isDelete = event.key === 'Delete' || event.key === 'Backspace';
    if (arrow === undefined && !isDelete) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? 1 : STEP;
    if (arrow !== undefined) moveBy(arrow[0] * step, arrow[1] * step);
    else onDelete?.();
  };
  const drag = (event: PointerEvent) => {
    if (grip === null) return;
    event.stopPropagation();
    setGrip({ x: event.clientX, y: event.clientY });
    moveBy(event.clientX - grip.x, event.clientY - grip.y);
  };
  return (
    <button
      type="button"
      className={className}
      style={{ transform: `translate(${spot.x}px, ${spot.y}px) translate(-50%, -50%)` }}
      aria-label={label}
      aria-description={description}
      data-testid={testId}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        setGrip({ x: event.clientX, y: event.clientY });
      }}
      onPointerMove={drag}
      onPointerUp={() => setGrip(null)}
      onPointerCancel={() => setGrip(null)}
    >
      {children}
    </button>
  );
}
