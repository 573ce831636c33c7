import type { KeyboardEvent, PointerEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import type { BaselineMetric, SeriesPoint } from '#contract/baselines.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { useMedia } from '#renderer/ui/media.ts';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { chartWords as words } from '#renderer/words/baseline-series.ts';
import { capital, metricWords } from '#renderer/words/codes.ts';
import type { Series } from './baselines-store.ts';
import styles from './chart.module.css';
import { endOf, MARK, markText } from './chart-marks.ts';
import type { Drawing } from './chart-picture.tsx';
import { drawingOf, LANE, LEFT, Picture, RIGHT } from './chart-picture.tsx';
import { BUCKET, nearestPoint } from './series-geometry.ts';
import { bucketText, pointText } from './words.ts';

/** Height of the sheet by the room that there is: in a low window, in a wide one where it stands beside the week, elsewhere. */
const LOW = 150;
const TALL = 380;
const USUAL = 210;
/** Room under the sheet for its times. */
const FOOT = 34;

function MarkButtons({
  marks,
  sheet,
  zone,
  onOpen,
}: Pick<Drawing, 'marks' | 'sheet'> & { readonly zone: string; readonly onOpen: (id: string) => void }) {
  return marks.map(({ finding, isBelow, x, lane }) => {
    const text = markText(finding, zone);
    return (
      <button
        key={finding.id}
        type="button"
        className={styles.mark}
        style={{ left: LEFT + Math.min(x - MARK / 2, sheet.width + RIGHT - MARK), top: lane * LANE + 1 }}
        aria-label={words.openMark(text)}
        title={words.openMark(text)}
        data-testid="series-finding"
        onClick={() => onOpen(finding.id)}
      >
        <SeverityGlyph
          severity={finding.severity}
          state={glyphState({ ...finding, shelved: false })}
          size={12}
        />
        <span aria-hidden="true">{isBelow ? '↓' : '↑'}</span>
      </button>
    );
  });
}

/** How far a key moves the reading line, in points. */
function stepOf({ key, shiftKey, ctrlKey }: KeyboardEvent): number {
  const hour = HOUR / BUCKET;
  const size = shiftKey || ctrlKey ? hour : 1;
  if (key === 'ArrowRight' || key === 'ArrowUp') return size;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return -size;
  if (key === 'PageUp') return DAY / BUCKET;
  if (key === 'PageDown') return -DAY / BUCKET;
  if (key === 'Home') return Number.NEGATIVE_INFINITY;
  return key === 'End' ? Number.POSITIVE_INFINITY : 0;
}

export type ChartProps = {
  readonly series: Series;
  readonly metric: BaselineMetric;
  readonly width: number;
  /** The point at the reading line. */
  readonly at: number;
  readonly onRead: (at: number) => void;
  readonly onOpen: (finding: string) => void;
};

/** The newest point with an expectation, else with a value: there the reading line begins. */
export function newestKnown(points: readonly SeriesPoint[]): number {
  const judged = points.findLastIndex(({ expected }) => expected !== null);
  return judged === -1 ? points.findLastIndex(({ observed }) => observed !== null) : judged;
}

function useHeight(): number {
  const isLow = useMedia('(height < 950px)');
  const isWide = useMedia('(width >= 2680px)');
  return isLow ? LOW : isWide ? TALL : USUAL;
}

/** What was observed, what was expected of it then, and the findings of it. */
export function Chart({ series, metric, width, at, onRead, onOpen }: ChartProps) {
  const id = useId();
  const { points, timezone: zone } = series;
  const height = useHeight();
  const drawing = useMemo(() => drawingOf(series, metric, width, height), [series, metric, width, height]);
  const { sheet, marks, top } = drawing;
  const [hovered, hover] = useState<number | null>(null);
  const [said, say] = useState('');
  const under = (event: PointerEvent<HTMLElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left + LEFT;
    const share = (event.clientX - left) / sheet.width;
    return nearestPoint(points, series.from + share * (series.to - series.from));
  };
  const shown = points[hovered ?? at];
  const read = (index: number) => {
    const point = points[index];
    if (point === undefined) return;
    onRead(point.at);
    say(`${bucketText(point.at, zone)}: ${pointText(point, metric)}`);
  };
  const open = () => {
    const point = points[at];
    const hit = marks.findLast(
      ({ finding }) =>
        point !== undefined &&
        finding.condition_started_at < point.at + BUCKET &&
        (endOf(finding) ?? Number.POSITIVE_INFINITY) >= point.at,
    );
    if (hit !== undefined) onOpen(hit.finding.id);
  };
  const press = (event: KeyboardEvent) => {
    const step = stepOf(event);
    if (event.key !== 'Enter' && step === 0) return;
    event.preventDefault();
    if (event.key === 'Enter') open();
    else read(Math.max(0, Math.min(points.length - 1, at + step)));
  };
  return (
    <div className={styles.chart}>
      <div
        role="slider"
        id="series-reading"
        className={styles.plot}
        style={{ height: top + height + FOOT }}
        tabIndex={0}
        aria-label={words.readingLine(metricWords(metric.metric))}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points.length - 1)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={shown === undefined ? words.noPoint : bucketText(points[at]?.at ?? shown.at, zone)}
        aria-describedby={`${id}keys`}
        data-testid="series-chart"
        onKeyDown={press}
        onPointerMove={(event) => hover(under(event))}
        onPointerLeave={() => hover(null)}
        onClick={() => hovered !== null && read(hovered)}
      >
        <svg width={width} height={top + height + FOOT} aria-hidden="true">
          <g transform={`translate(${LEFT} ${top})`}>
            <Picture drawing={drawing} series={series} metric={metric} id={id} />
            {shown !== undefined && (
              <line
                className={styles.reading}
                x1={sheet.x(shown.at + BUCKET / 2)}
                x2={sheet.x(shown.at + BUCKET / 2)}
                y1={0}
                y2={sheet.height}
              />
            )}
          </g>
        </svg>
      </div>
      <MarkButtons marks={marks} sheet={sheet} zone={zone} onOpen={onOpen} />
      <p className={styles.readout} data-testid="series-readout">
        {shown !== undefined && (
          <>
            <strong>{bucketText(shown.at, zone)}</strong> {capital(pointText(shown, metric))}
          </>
        )}
      </p>
      <span id={`${id}keys`} className="visually-hidden">
        {words.keys}
      </span>
      <span role="status" className="visually-hidden" data-testid="series-said">
        {said}
      </span>
    </div>
  );
}
