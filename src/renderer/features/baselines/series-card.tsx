import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { BaselineMetric, SeriesPoint } from '#contract/baselines.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { formatNumber, formatRange, formatSigned } from '#renderer/ui/numbers.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { formatClock, formatDay } from '#renderer/ui/time.ts';
import { useWidth } from '#renderer/ui/width.ts';
import { excuseWords, seriesWords as words } from '#renderer/words/baseline-series.ts';
import { rangeText } from '#renderer/words/measures.ts';
import type { BaselinesStore, Series } from './baselines-store.ts';
import { SPANS } from './baselines-store.ts';
import { Chart, newestKnown } from './chart.tsx';
import { DataTable } from './data-table.tsx';
import { AsOf, PartFailed, PartLoading } from './part-states.tsx';
import styles from './series-card.module.css';
import { excusedSpans, nearestPoint } from './series-geometry.ts';
import { bucketText, stateText } from './words.ts';

const tableRow = (point: SeriesPoint, zone: string) => {
  const { at, observed, expected, low, high, score } = point;
  return {
    key: at,
    cells: [
      bucketText(at, zone),
      observed === null ? '—' : formatNumber(observed),
      expected === null ? '—' : formatNumber(expected),
      low === null || high === null ? '—' : formatRange(low, high),
      score === null ? '—' : formatSigned(score),
      stateText(point),
    ],
  };
};

/** `Tue 17 Nov 02:15 to Fri 20 Nov 02:15 IST`. */
function spanText({ from, to, timezone }: Series): string {
  const time = (at: number, zone: boolean) =>
    `${formatDay(at, timezone)} ${formatClock(at, timezone, at, { zone })}`;
  return rangeText(time(from, false), time(to, true));
}

type ControlsProps = {
  readonly store: BaselinesStore;
  readonly asTable: boolean;
  readonly onTable: () => void;
};

function Controls({ store, asTable, onTable }: ControlsProps) {
  const { days, until, parts, spanOver, move, toNow } = useStore(store);
  return (
    <div className={styles.controls}>
      <fieldset className={styles.group} aria-label={words.extent}>
        {SPANS.map((span) => (
          <Button key={span} kind="quiet" pressed={days === span} onClick={() => spanOver(span)}>
            {words.spans[span]}
          </Button>
        ))}
      </fieldset>
      <fieldset className={styles.group} aria-label={words.when}>
        <Button kind="quiet" onClick={() => move(-1)}>
          {words.earlier}
        </Button>
        <Button kind="quiet" disabled={until === null} onClick={() => move(1)}>
          {words.later}
        </Button>
        <Button kind="quiet" disabled={until === null} onClick={toNow}>
          {words.now}
        </Button>
      </fieldset>
      <span className={styles.span}>{parts.series.value !== undefined && spanText(parts.series.value)}</span>
      <Button kind="quiet" pressed={asTable} data-testid="series-as-table" onClick={onTable}>
        {words.asTable}
      </Button>
    </div>
  );
}

/** What the lines and signs mean; only those that are there, beside the three lines. */
function Legend({ points }: { readonly points: readonly SeriesPoint[] }) {
  const excuses = [...new Set(excusedSpans(points).map(({ state }) => state))];
  const hasExtreme = points.some(({ state }) => state === 'EXTREME');
  return (
    <ul className={styles.legend}>
      <li>
        <svg width="22" height="10" aria-hidden="true">
          <path className={styles.observed} d="M0 8h7V2h8v5h7" />
        </svg>
        {words.legend.observed}
      </li>
      <li>
        <svg width="22" height="10" aria-hidden="true">
          <path className={styles.expected} d="M0 5h22" />
        </svg>
        {words.legend.expected}
      </li>
      <li>
        <svg width="22" height="10" aria-hidden="true">
          <rect className={styles.band} x="0.5" y="0.5" width="21" height="9" />
        </svg>
        {words.legend.usual}
      </li>
      <li>
        <svg width="22" height="10" aria-hidden="true">
          <path className={styles.alarm} d="M2 1h8l-4 7zM12 9h8l-4 -7z" />
        </svg>
        {words.legend.beyond}
      </li>
      {hasExtreme && <li>{words.legend.filled}</li>}
      {excuses.length > 0 && <li>{words.legend.hatched(excuses.map((excuse) => excuseWords[excuse]))}</li>}
    </ul>
  );
}

/** Brings the series into view when it was asked for, with the focus on the reading line. */
function useWantedSeries(store: BaselinesStore, isDrawn: boolean): void {
  const wanted = useStore(store, (state) => state.wanted);
  useEffect(() => {
    if (wanted !== 'series' || !isDrawn) return;
    store.getState().arrive();
    const element = document.getElementById('series-reading');
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  }, [store, wanted, isDrawn]);
}

type DrawnProps = {
  readonly store: BaselinesStore;
  readonly series: Series;
  readonly metric: BaselineMetric;
  readonly onOpen: (id: string) => void;
};

function Drawn({ store, series, metric, onOpen }: DrawnProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const { reading, read } = useStore(store);
  const { points } = series;
  const at = useMemo(
    () => (reading === null ? newestKnown(points) : nearestPoint(points, reading)),
    [points, reading],
  );
  useWantedSeries(store, width > 0);
  return (
    <div ref={frame} className={styles.drawn}>
      {points.every(({ expected }) => expected === null) && (
        <p className={styles.note}>{words.notExpected}</p>
      )}
      {width > 0 && (
        <Chart series={series} metric={metric} width={width} at={at} onRead={read} onOpen={onOpen} />
      )}
      <Legend points={points} />
    </div>
  );
}

export type SeriesCardProps = {
  readonly store: BaselinesStore;
  readonly metric: BaselineMetric;
  readonly zone: string;
  readonly onOpenFinding: (id: string) => void;
};

/** What the metric did lately beside what was expected, as a drawing or a table. */
export function SeriesCard({ store, metric, zone, onOpenFinding }: SeriesCardProps) {
  const part = useStore(store, (state) => state.parts.series);
  const isAllGone = useStore(store, (state) => state.parts.about.fault !== undefined);
  const loadSeries = useStore(store, (state) => state.loadSeries);
  const [asTable, showTable] = useState(false);
  const { value } = part;
  const isEmpty = value?.points.every(({ observed, expected }) => observed === null && expected === null);
  return (
    <Card title={words.title} aside={<AsOf part={part} zone={zone} />}>
      {!isAllGone && (
        <PartFailed part={part} title={words.failed} zone={zone} onRetry={() => void loadSeries()} />
      )}
      <Controls store={store} asTable={asTable} onTable={() => showTable(!asTable)} />
      {value === undefined && <PartLoading part={part} label={words.loading} />}
      {isEmpty === true && (
        <EmptyState title={words.nothing}>
          <p>{words.nothingHow}</p>
        </EmptyState>
      )}
      {value !== undefined &&
        isEmpty === false &&
        (asTable ? (
          <DataTable
            label={words.table}
            head={words.head}
            rows={value.points.toReversed().map((point) => tableRow(point, value.timezone))}
          />
        ) : (
          <Drawn store={store} series={value} metric={metric} onOpen={onOpenFinding} />
        ))}
    </Card>
  );
}
