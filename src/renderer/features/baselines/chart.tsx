import type { KeyboardEvent, PointerEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import type { BaselineMetric, SeriesPoint } from '#contract/baselines.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { useMedia } from '#renderer/ui/media.ts';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { formatClock, formatDay } from '#renderer/ui/time.ts';
import { capital, metricWords } from '#renderer/ui/words.ts';
import type { Series } from './baselines-store.ts';
import styles from './chart.module.css';
import type { Mark } from './chart-marks.ts';
import { endOf, MARK, marksOf, markText } from './chart-marks.ts';
import type { Excuse, Sheet, Tick } from './series-geometry.ts';
import {
  alarmsOf,
  BUCKET,
  bandPath,
  excusedSpans,
  expectedPath,
  nearestPoint,
  observedPath,
  sheetOf,
  spacedAlarms,
  ticksOf,
} from './series-geometry.ts';
import { bucketText, EXCUSE_WORD, pointText } from './words.ts';

/** Height of the sheet by the room that there is: in a low window, in a wide one where it stands beside the week, elsewhere. */
const LOW = 150;
const TALL = 380;
const USUAL = 210;
const LEFT = 44;
const RIGHT = 14;
const FOOT = 34;
const LANE = 26;
/** Width of the mark of a bucket beyond the limit, in px. */
const ALARM = 8;
/** Where a bucket is narrower than this, in px, lines are thin. */
const NARROW = 1.6;
/** Room for a label at the foot, in px. */
const TICK_ROOM = 64;
/** A stretch at least as wide has its reason written into it. */
const WORD_ROOM = 76;

/** What is drawn, in px. */
type Drawing = {
  readonly sheet: Sheet;
  readonly marks: readonly Mark[];
  readonly ticks: readonly Tick[];
  readonly top: number;
};

function drawingOf(series: Series, metric: BaselineMetric, width: number, height: number): Drawing {
  const size = { width: Math.max(1, width - LEFT - RIGHT), height };
  const sheet = sheetOf(series.points, series, size, metric.kind);
  const marks = marksOf(series.findings, sheet, series);
  const lanes = 1 + marks.reduce((most, { lane }) => Math.max(most, lane), 0);
  const ticks = ticksOf(series, series.timezone, Math.max(2, Math.floor(size.width / TICK_ROOM)));
  return { sheet, marks, ticks, top: lanes * LANE };
}

/** The patterns of what is excused: no two alike without colour. */
function Patterns({ id }: { readonly id: string }) {
  const pattern = (excuse: Excuse, path: string) => (
    <pattern key={excuse} id={`${id}${excuse}`} width="8" height="8" patternUnits="userSpaceOnUse">
      <path className={styles.pattern} d={path} />
    </pattern>
  );
  return (
    <defs>
      {pattern('MAINTENANCE', 'M-2 2l4-4M0 8l8-8M6 10l4-4')}
      {pattern('OUTAGE', 'M0 0l8 8M0 8l8-8')}
      {pattern('LEFT_OUT', 'M0 4h8')}
      {pattern('UNKNOWN', 'M3.5 3.5h1v1h-1z')}
    </defs>
  );
}

function Excused({
  series,
  sheet,
  id,
}: {
  readonly series: Series;
  readonly sheet: Sheet;
  readonly id: string;
}) {
  return excusedSpans(series.points).map(({ from, to, state }) => {
    const x = Math.max(0, sheet.x(from));
    const width = Math.min(sheet.width, sheet.x(to)) - x;
    return (
      <g key={from}>
        <rect x={x} y={0} width={Math.max(1, width)} height={sheet.height} fill={`url(#${id}${state})`} />
        {width > WORD_ROOM && (
          <text className={styles.excuse} x={x + width / 2} y={14} textAnchor="middle">
            {EXCUSE_WORD[state]}
          </text>
        )}
      </g>
    );
  });
}

function Axes({
  sheet,
  ticks,
  zone,
}: {
  readonly sheet: Sheet;
  readonly ticks: readonly Tick[];
  readonly zone: string;
}) {
  return (
    <g>
      {sheet.lines.map((value) => (
        <g key={value}>
          <line className={styles.grid} x1={0} x2={sheet.width} y1={sheet.y(value)} y2={sheet.y(value)} />
          <text className={styles.axis} x={-8} y={sheet.y(value) + 4} textAnchor="end">
            {formatNumber(value)}
          </text>
        </g>
      ))}
      {ticks.map(({ at, isMidnight }) => (
        <g key={at}>
          <line
            className={isMidnight ? styles.midnight : styles.grid}
            x1={sheet.x(at)}
            x2={sheet.x(at)}
            y1={0}
            y2={sheet.height + 4}
          />
          <text className={styles.axis} x={sheet.x(at)} y={sheet.height + 16} textAnchor="middle">
            {formatClock(at, zone, at, { zone: false })}
          </text>
          {isMidnight && (
            <text className={styles.date} x={sheet.x(at)} y={sheet.height + 30} textAnchor="middle">
              {formatDay(at, zone)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** A bucket beyond the limit: a triangle that points to its side, filled where it was too strange to learn. */
function Alarm({ point, sheet }: { readonly point: SeriesPoint; readonly sheet: Sheet }) {
  const x = sheet.x(point.at + BUCKET / 2);
  const y = sheet.y(point.observed ?? 0);
  const isLow = (point.score ?? 0) < 0;
  const path = isLow ? `M${x - 4} ${y - 9}h8l-4 7z` : `M${x - 4} ${y + 9}h8l-4 -7z`;
  return <path className={point.state === 'EXTREME' ? styles.extreme : styles.alarm} d={path} />;
}

function Lines({
  series,
  metric,
  sheet,
}: {
  readonly series: Series;
  readonly metric: BaselineMetric;
  readonly sheet: Sheet;
}) {
  const { points } = series;
  const isDense = sheet.x(series.from + BUCKET) < NARROW;
  return (
    <g>
      <path className={styles.band} d={bandPath(points, sheet)} />
      <path className={styles.expected} d={expectedPath(points, sheet)} />
      <path
        className={`${styles.observed} ${isDense ? styles.thin : ''}`}
        d={observedPath(points, sheet, metric.kind)}
      />
      {spacedAlarms(alarmsOf(points, series.threshold, metric.direction), sheet, ALARM).map((point) => (
        <Alarm key={point.at} point={point} sheet={sheet} />
      ))}
    </g>
  );
}

/** How long each finding lasted, and a line down from where it began. */
const Lasting = ({ marks, sheet, top }: Pick<Drawing, 'marks' | 'sheet' | 'top'>) =>
  marks.map(({ finding, x, end, lane }) => {
    const y = lane * LANE + LANE / 2 - top;
    return (
      <g key={finding.id} className={styles[finding.severity]}>
        <line className={styles.lasted} x1={x} x2={end} y1={y} y2={y} />
        {endOf(finding) !== null && (
          <line className={styles.lasted} x1={end} x2={end} y1={y - 4} y2={y + 4} />
        )}
        <line className={styles.began} x1={x} x2={x} y1={y} y2={sheet.height} />
      </g>
    );
  });

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
        aria-label={`${text}. Open the finding`}
        title={`${text}. Open the finding`}
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
  const { sheet, marks, ticks, top } = drawing;
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
        aria-label={`Reading line over ${metricWords(metric.metric)}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points.length - 1)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={shown === undefined ? 'no point' : bucketText(points[at]?.at ?? shown.at, zone)}
        aria-describedby={`${id}keys`}
        data-testid="series-chart"
        onKeyDown={press}
        onPointerMove={(event) => hover(under(event))}
        onPointerLeave={() => hover(null)}
        onClick={() => hovered !== null && read(hovered)}
      >
        <svg width={width} height={top + height + FOOT} aria-hidden="true">
          <Patterns id={id} />
          <g transform={`translate(${LEFT} ${top})`}>
            <Excused series={series} sheet={sheet} id={id} />
            <Axes sheet={sheet} ticks={ticks} zone={zone} />
            <Lines series={series} metric={metric} sheet={sheet} />
            <Lasting marks={marks} sheet={sheet} top={top} />
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
        Left and right read point by point, with Shift hour by hour, Page Up and Page Down day by day. Enter
        opens the finding there.
      </span>
      <span role="status" className="visually-hidden" data-testid="series-said">
        {said}
      </span>
    </div>
  );
}
