import type { RefObject } from 'react';
import { useCallback, useEffect, useState } from 'react';
import type { LatLon } from '#core/model/site.ts';
import type { FitOptions, View } from './mercator.ts';
import { fitted, settle } from './mercator.ts';

const WORLD: View = { center: { lat: 20, lon: 0 }, zoom: 0, width: 0, height: 0 };

export type Content = {
  /** What the view is about: when it changes, everything is shown anew. */
  readonly key: string;
  readonly points: readonly LatLon[];
  readonly fit?: FitOptions;
};
export type MapViewState = {
  /** null until the size is known. */
  readonly view: View | null;
  readonly change: (step: (view: View) => View) => void;
  /** Shows everything, now and whenever the size changes, until somebody moves the map. */
  readonly showAll: () => void;
};

const viewOf = ({ points, fit }: Content, size: Pick<View, 'width' | 'height'>): View =>
  fitted(points, size, fit) ?? settle({ ...WORLD, ...size });

/** What a map shows of its content: everything, until a person moves it. */
export function useMapView(frame: RefObject<HTMLElement | null>, content: Content): MapViewState {
  const [size, setSize] = useState<Pick<View, 'width' | 'height'> | null>(null);
  const [moved, setMoved] = useState<{ readonly key: string; readonly view: View } | null>(null);

  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) setSize({ width: Math.round(width), height: Math.round(height) });
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [frame]);

  const isMoved = moved !== null && moved.key === content.key;
  const view = size === null ? null : isMoved ? settle({ ...moved.view, ...size }) : viewOf(content, size);
  const change = useCallback(
    (step: (view: View) => View) => {
      if (size === null) return;
      setMoved((before) => {
        const known = before !== null && before.key === content.key ? before.view : null;
        const from = known === null ? viewOf(content, size) : settle({ ...known, ...size });
        return { key: content.key, view: step(from) };
      });
    },
    [size, content],
  );
  const showAll = useCallback(() => setMoved(null), []);
  return { view, change, showAll };
}
