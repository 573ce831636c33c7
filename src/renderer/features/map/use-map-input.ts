import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { panned, type View, zoomed } from './mercator.ts';

/** Px that a pointer may tremble before a press is a drag. */
const TREMBLE = 4;
/** Px that an arrow key moves. */
const STEP = 80;
/** Zooms per px of the wheel. */
const WHEEL = 1 / 240;
const MOST_WHEEL = 1;

const KEYS: Readonly<Record<string, (view: View) => View>> = {
  ArrowLeft: (view) => panned(view, -STEP, 0),
  ArrowRight: (view) => panned(view, STEP, 0),
  ArrowUp: (view) => panned(view, 0, -STEP),
  ArrowDown: (view) => panned(view, 0, STEP),
  '+': (view) => zoomed(view, 1),
  '=': (view) => zoomed(view, 1),
  '-': (view) => zoomed(view, -1),
};

export type MapInputParts = {
  readonly frame: RefObject<HTMLElement | null>;
  readonly change: (step: (view: View) => View) => void;
  readonly showAll: () => void;
  /** ctrl: the bare wheel scrolls what is around the map. */
  readonly wheel: 'always' | 'ctrl';
};

/** How a map is moved: by dragging, by the wheel, by keys. */
export function useMapInput({ frame, change, showAll, wheel }: MapInputParts) {
  const drag = useRef<{ x: number; y: number; isDrag: boolean } | null>(null);

  // React's own wheel listener is passive: the page around would scroll too.
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const turn = (event: WheelEvent) => {
      if (wheel === 'ctrl' && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = current.getBoundingClientRect();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 40;
      const by = Math.min(MOST_WHEEL, Math.max(-MOST_WHEEL, -px * WHEEL));
      change((view) => zoomed(view, by, { x: event.clientX - left, y: event.clientY - top }));
    };
    current.addEventListener('wheel', turn, { passive: false });
    return () => current.removeEventListener('wheel', turn);
  }, [frame, change, wheel]);

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button === 0) drag.current = { x: event.clientX, y: event.clientY, isDrag: false };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const { current } = drag;
      if (current === null) return;
      const [right, down] = [current.x - event.clientX, current.y - event.clientY];
      if (!current.isDrag && Math.hypot(right, down) < TREMBLE) return;
      if (!current.isDrag) event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, isDrag: true };
      change((view) => panned(view, right, down));
    },
    onPointerUp() {
      drag.current = null;
    },
    onPointerCancel() {
      drag.current = null;
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '0') showAll();
      else {
        const step = KEYS[event.key];
        if (step === undefined) return;
        change(step);
      }
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
