import { Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCallback, useId, useRef, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { MAP } from '#renderer/words/map.ts';
import type { MapFile } from './archive-store.ts';
import { BaseMap } from './base-map.tsx';
import type { Label } from './labels.ts';
import { placeLabels } from './labels.ts';
import styles from './map-frame.module.css';
import type { View } from './mercator.ts';
import { gridOf, scaleBar, zoomed } from './mercator.ts';
import { useMapInput } from './use-map-input.ts';
import type { Content } from './use-map-view.ts';
import { useMapView } from './use-map-view.ts';

export type MapFrameProps = {
  readonly id?: string;
  /** What the map shows, for readers. */
  readonly label: string;
  readonly content: Content;
  readonly file: MapFile;
  readonly wheel: 'always' | 'ctrl';
  /** What is drawn on the map, as SVG. */
  readonly marks?: (view: View) => ReactNode;
  readonly labels?: (view: View) => readonly Label[];
  /** What lies above the drawing and can be pressed; it may move the map. */
  readonly over?: (view: View, change: (step: (view: View) => View) => void) => ReactNode;
  /** Said beneath the map, beside whose map it is. */
  readonly note?: string | null;
  /** The same, where it depends on what is shown. */
  readonly noteOf?: (view: View) => string;
  /** Controls beside those of the map. */
  readonly controls?: (view: View) => ReactNode;
};

function Grid({ view }: { readonly view: View }) {
  const { xs, ys } = gridOf(view);
  return (
    <g className={styles.grid}>
      {xs.map((x) => (
        <line key={x} x1={x} x2={x} y1={0} y2={view.height} />
      ))}
      {ys.map((y) => (
        <line key={y} x1={0} x2={view.width} y1={y} y2={y} />
      ))}
    </g>
  );
}

function ScaleBar({ view }: { readonly view: View }) {
  const { metres, px } = scaleBar(view);
  return (
    <div className={styles.scale} data-testid="map-scale">
      <span className={styles.scaleText}>{MAP.metres(metres)}</span>
      <span className={styles.scaleBar} style={{ width: px }} />
    </div>
  );
}

/** Whose map it is, and the one thing that is wrong with it, quietly. */
function Footnote({
  file,
  note,
  isFlat,
}: Pick<MapFrameProps, 'file' | 'note'> & { readonly isFlat: boolean }) {
  const said = [note, file.problem, isFlat ? MAP.noWebgl : null].filter(Boolean);
  const source = file.archive === null || isFlat ? MAP.outlines : file.archive.attribution || MAP.outlines;
  return (
    <p className={styles.footnote} data-testid="map-footnote">
      <span>{said.join(' · ')}</span>
      <span>{source}</span>
    </p>
  );
}

const Labels = ({ view, labels }: { readonly view: View; readonly labels: readonly Label[] }) => (
  <div aria-hidden="true" className={styles.labels}>
    {placeLabels(labels, view).map(({ key, text, left, top }) => (
      <span key={key} className={styles.label} style={{ left, top }}>
        {text}
      </span>
    ))}
  </div>
);

/** A map that pointer and keys move: what lies beneath, what is drawn on it, labels, scale and controls. */
export function MapFrame(props: MapFrameProps) {
  const { id, label, content, file, wheel, marks, labels, over, note, noteOf, controls } = props;
  const frame = useRef<HTMLDivElement>(null);
  const keys = useId();
  const { view, change, showAll } = useMapView(frame, content);
  const input = useMapInput({ frame, change, showAll, wheel });
  const [isFlat, setFlat] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const onFlat = useCallback(() => setFlat(true), []);
  const onProblem = useCallback(() => setFailed(true), []);
  const { archive } = file;
  return (
    <div className={styles.outer}>
      <div className={styles.area}>
        <div
          ref={frame}
          id={id}
          className={styles.frame}
          role="application"
          aria-label={label}
          aria-describedby={keys}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move it
          tabIndex={0}
          data-testid="map-frame"
          data-drawing={isFlat ? 'svg' : 'webgl'}
          {...input}
        >
          {view !== null && (
            <>
              <BaseMap view={view} archive={archive} isFlat={isFlat} onFlat={onFlat} onProblem={onProblem} />
              <svg className={styles.layer} width={view.width} height={view.height} aria-hidden="true">
                {archive === null && <Grid view={view} />}
                {marks?.(view)}
              </svg>
              {labels !== undefined && <Labels view={view} labels={labels(view)} />}
              {over?.(view, change)}
            </>
          )}
        </div>
        {view !== null && <ScaleBar view={view} />}
        <div className={styles.controls}>
          {view !== null && controls?.(view)}
          <Button
            className={styles.control}
            aria-label={MAP.zoomIn.label}
            hint={MAP.zoomIn.hint}
            onClick={() => change((from) => zoomed(from, 1))}
          >
            <Plus size={14} aria-hidden="true" />
          </Button>
          <Button
            className={styles.control}
            aria-label={MAP.zoomOut.label}
            hint={MAP.zoomOut.hint}
            onClick={() => change((from) => zoomed(from, -1))}
          >
            <Minus size={14} aria-hidden="true" />
          </Button>
          <Button className={styles.control} hint={MAP.fit.hint} onClick={showAll}>
            {MAP.fit.label}
          </Button>
        </div>
      </div>
      <Footnote
        file={
          hasFailed && file.problem === null && archive !== null
            ? { archive, problem: MAP.tilesFailed }
            : file
        }
        note={[note, view === null ? null : noteOf?.(view)].filter(Boolean).join(' · ')}
        isFlat={isFlat}
      />
      <span id={keys} className="visually-hidden">
        {MAP.keys}
      </span>
    </div>
  );
}
