import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { BaselineCell, BaselineMetric } from '#contract/baselines.ts';
import { HOUR } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { formatNumber, formatRange, formatSigned } from '#renderer/ui/numbers.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { localParts } from '#renderer/ui/time.ts';
import { weekWords as words } from '#renderer/words/baseline-week.ts';
import { metricWords } from '#renderer/words/codes.ts';
import { learningWords } from '#renderer/words/ui.ts';
import type { BaselinesStore } from './baselines-store.ts';
import { CellDetails } from './cell-details.tsx';
import { DataTable } from './data-table.tsx';
import { cellId, HeatMap } from './heat-map.tsx';
import { AsOf, PartFailed, PartLoading } from './part-states.tsx';
import type { Ramp, Shade } from './week.ts';
import { HOURS_A_DAY, hourName, outlierText, rampOf, SHADES, shadeValue, stepStarts } from './week.ts';
import styles from './week-card.module.css';
import { unitText } from './words.ts';

const SHADE_UNIT: Readonly<Record<Shade, (kind: BaselineMetric['kind']) => string>> = {
  mean: unitText,
  spread: (kind) => words.spreadUnit(unitText(kind)),
  samples: () => words.samplesUnit,
};

function Legend({ ramp, shade, kind }: { ramp: Ramp; shade: Shade; kind: BaselineMetric['kind'] }) {
  const starts = stepStarts(ramp);
  return (
    <div className={styles.legend}>
      <span className={styles.scale}>
        {starts.map((start, step) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the step is what it is
          <span key={step} className={styles.step}>
            <span className={styles.swatch} style={{ background: `var(--ramp-${step})` }} />
            {formatNumber(start)}
          </span>
        ))}
        <span>{words.andMore(SHADE_UNIT[shade](kind))}</span>
      </span>
      <span className={styles.sign}>
        <span className={`${styles.swatch} ${styles.hatched}`} /> {words.notStable}
      </span>
      <span className={styles.sign}>
        <span className={styles.wedge} /> {words.odd}
      </span>
      <span className={styles.sign}>
        <span className={`${styles.swatch} ${styles.framed}`} /> {words.now}
      </span>
    </div>
  );
}

const tableRow = (cell: BaselineCell) => ({
  key: cell.hour_of_week,
  cells: [
    hourName(cell.hour_of_week),
    formatNumber(cell.mean),
    formatNumber(cell.std_dev),
    formatNumber(cell.p50),
    formatRange(cell.p5, cell.p95),
    formatRange(cell.min, cell.max),
    String(cell.sample_count),
    learningWords[cell.state].word,
    cell.latest === null ? '—' : formatNumber(cell.latest),
    cell.latest_z === null ? '—' : formatSigned(cell.latest_z),
    outlierText(cell) ?? '',
  ],
});

/** Brings the cell that was asked for into view, as soon as there are cells. */
function useWantedCell(store: BaselinesStore, active: number, isDrawn: boolean): void {
  const wanted = useStore(store, (state) => state.wanted);
  useEffect(() => {
    if (wanted !== 'cell' || !isDrawn) return;
    store.getState().arrive();
    const element = document.getElementById(cellId(active));
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'center' });
  }, [store, wanted, active, isDrawn]);
}

export type WeekCardProps = {
  readonly store: BaselinesStore;
  readonly metric: BaselineMetric;
  readonly zone: string;
};

/** The normal week of a metric: 7 × 24 cells, the numbers of one of them, or all as a table. */
export function WeekCard({ store, metric, zone }: WeekCardProps) {
  const { parts, shade, cell: chosen, shadeBy, point, loadCells } = useStore(store);
  const [hovered, hover] = useState<number | null>(null);
  const [asTable, showTable] = useState(false);
  const { weekday, hour } = localParts(useNow(HOUR / 4), zone);
  const present = weekday * HOURS_A_DAY + hour;
  const { value } = parts.cells;
  const isReading = metric.kind === 'GAUGE' && shade === 'mean';
  const cells = useMemo(() => new Map((value ?? []).map((cell) => [cell.hour_of_week, cell])), [value]);
  const ramp = useMemo(
    () =>
      rampOf(
        (value ?? []).map((cell) => shadeValue(cell, shade)),
        isReading,
      ),
    [value, shade, isReading],
  );
  const active = chosen ?? present;
  const shown = hovered ?? active;
  const isDrawn = cells.size > 0 && !asTable;
  useWantedCell(store, active, isDrawn);
  return (
    <Card title={words.title} aside={<AsOf part={parts.cells} zone={zone} />}>
      {parts.about.fault === undefined && (
        <PartFailed part={parts.cells} title={words.failed} zone={zone} onRetry={() => void loadCells()} />
      )}
      {value === undefined && <PartLoading part={parts.cells} label={words.loading} />}
      {value !== undefined && cells.size === 0 && (
        <EmptyState title={words.nothing(metricWords(metric.metric))}>
          <p>{words.nothingHow}</p>
        </EmptyState>
      )}
      {cells.size > 0 && (
        <div className={styles.stack}>
          <div className={styles.controls}>
            <fieldset className={styles.group} aria-label={words.shadeBy}>
              <span className={styles.label} aria-hidden="true">
                {words.colour}
              </span>
              {SHADES.map((each) => (
                <Button key={each} kind="quiet" pressed={shade === each} onClick={() => shadeBy(each)}>
                  {words.shades[each]}
                </Button>
              ))}
            </fieldset>
            <Button
              kind="quiet"
              pressed={asTable}
              data-testid="week-as-table"
              onClick={() => showTable(!asTable)}
            >
              {words.asTable}
            </Button>
          </div>
          {asTable ? (
            <DataTable label={words.table} head={words.head} rows={[...cells.values()].map(tableRow)} />
          ) : (
            <div className={styles.map}>
              <div className={styles.scroller}>
                <HeatMap
                  label={words.map(metricWords(metric.metric), words.shades[shade].toLowerCase())}
                  cells={cells}
                  shade={shade}
                  ramp={ramp}
                  active={active}
                  present={present}
                  onPoint={point}
                  onHover={hover}
                />
                <Legend ramp={ramp} shade={shade} kind={metric.kind} />
              </div>
              <CellDetails hour={shown} cell={cells.get(shown)} />
            </div>
          )}
        </div>
      )}
    </Card>
  );
}
