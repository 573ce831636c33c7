import type { BaselineMetric, SeriesPoint } from '#contract/baselines.ts';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { formatClock, formatDay } from '#renderer/ui/time.ts';
import { excuseWords } from '#renderer/words/baseline-series.ts';
import type { Series } from './baselines-store.ts';
import styles from './chart.module.css';
import type { Mark } from './chart-marks.ts';
import { endOf, marksOf } from './chart-marks.ts';
import type { Excuse, Sheet, Tick } from './series-geometry.ts';
import {
  alarmsOf,
  BUCKET,
  bandPath,
  excusedSpans,
  expectedPath,
  observedPath,
  sheetOf,
  spacedAlarms,
  ticksOf,
} from './series-geometry.ts';

/** Room at the left of the sheet for its numbers, in px. */
export const LEFT = 44;
/** And at its right. */
export const RIGHT = 14;
/** Height of a lane of findings above the sheet, in px. */
export const LANE = 26;
/** Width of the mark of a bucket beyond the limit, in px. */
const ALARM = 8;
/** Where a bucket is narrower than this, in px, lines are thin. */
const NARROW = 1.6;
/** Room for a label at the foot, in px. */
const TICK_ROOM = 64;
/** A stretch at least as wide has its reason written into it. */
const WORD_ROOM = 76;

/** What is drawn, in px. */
export type Drawing = {
  readonly sheet: Sheet;
  readonly marks: readonly Mark[];
  readonly ticks: readonly Tick[];
  readonly top: number;
};

/** Lays everything out for a width and a height of the sheet. */
export function drawingOf(series: Series, metric: BaselineMetric, width: number, height: number): Drawing {
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
            {excuseWords[state]}
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

type PictureProps = {
  readonly drawing: Drawing;
  readonly series: Series;
  readonly metric: BaselineMetric;
  /** Unlike that of any other chart on the page. */
  readonly id: string;
};

/** The picture in the coordinates of its sheet. */
export const Picture = ({ drawing: { sheet, marks, ticks, top }, series, metric, id }: PictureProps) => (
  <>
    <Patterns id={id} />
    <Excused series={series} sheet={sheet} id={id} />
    <Axes sheet={sheet} ticks={ticks} zone={series.timezone} />
    <Lines series={series} metric={metric} sheet={sheet} />
    <Lasting marks={marks} sheet={sheet} top={top} />
  </>
);
