import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { memo, useRef } from 'react';
import type { BaselineCell } from '#contract/baselines.ts';
import { formatShort } from '#renderer/ui/numbers.ts';
import { dayWords, shortDayWords, weekWords } from '#renderer/words/baseline-week.ts';
import styles from './heat-map.module.css';
import type { Ramp, Shade } from './week.ts';
import { cellText, HOURS_A_DAY, hourOf, shadeValue, stepInWeek, stepOf } from './week.ts';

/** From this step of the ramp on the text is the dark one (the light one in a light theme). */
const BRIGHT = 4;
export const cellId = (hourOfWeek: number): string => `cell-${hourOfWeek}`;
const HOURS = Array.from({ length: HOURS_A_DAY }, (_, hour) => hour);

export type HeatMapProps = {
  /** What the grid is called for those who hear it. */
  readonly label: string;
  readonly cells: ReadonlyMap<number, BaselineCell>;
  readonly shade: Shade;
  readonly ramp: Ramp;
  /** The hour of the week that Tab leads to. */
  readonly active: number;
  /** The present hour of the week. */
  readonly present: number;
  readonly onPoint: (hourOfWeek: number) => void;
  readonly onHover: (hourOfWeek: number | null) => void;
};

type CellProps = {
  readonly hour: number;
  readonly cell: BaselineCell | undefined;
  readonly shade: Shade;
  readonly ramp: Ramp;
  readonly isActive: boolean;
  readonly isPresent: boolean;
};

const Cell = memo(function Cell({ hour, cell, shade, ramp, isActive, isPresent }: CellProps) {
  const value = cell === undefined ? null : shadeValue(cell, shade);
  const step = value === null ? 0 : stepOf(value, ramp);
  const style: CSSProperties & Record<'--shade', string> = {
    '--shade': value === null ? 'transparent' : `var(--ramp-${step})`,
  };
  const classes = [
    styles.cell,
    value === null ? styles.unknown : step >= BRIGHT && styles.bright,
    cell !== undefined && !cell.is_stable && styles.unstable,
    isActive && styles.active,
    isPresent && styles.present,
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of small squares, not of a table's columns
    <div
      role="gridcell"
      id={cellId(hour)}
      data-hour={hour}
      tabIndex={isActive ? 0 : -1}
      aria-selected={isActive}
      className={classes.filter(Boolean).join(' ')}
      style={style}
    >
      <span className="visually-hidden">{cellText(hour, cell)}</span>
      <span aria-hidden="true">{value === null ? '·' : formatShort(value)}</span>
      {cell?.outlier != null && <span className={styles.odd} aria-hidden="true" />}
    </div>
  );
});

/** The hour that an event happened in. */
function hourUnder({ target }: { readonly target: EventTarget }): number | null {
  const hour =
    target instanceof Element ? target.closest<HTMLElement>('[data-hour]')?.dataset.hour : undefined;
  return hour === undefined ? null : Number(hour);
}

/** The week as 7 rows of 24 hours. One cell is in the order of Tab; the arrow keys lead to the others. */
export function HeatMap({ label, cells, shade, ramp, active, present, onPoint, onHover }: HeatMapProps) {
  const grid = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const to = stepInWeek(active, event.key, event.ctrlKey || event.metaKey);
    if (to === null || event.altKey || event.shiftKey) return;
    event.preventDefault();
    onPoint(to);
    grid.current?.querySelector<HTMLElement>(`#${cellId(to)}`)?.focus();
  };
  const point = (event: PointerEvent | React.FocusEvent) => {
    const hour = hourUnder(event);
    if (hour !== null) onPoint(hour);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the cell
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={dayWords.length + 1}
      aria-colcount={HOURS_A_DAY + 1}
      className={styles.grid}
      data-testid="heat-map"
      onKeyDown={press}
      onFocus={point}
      onPointerOver={(event) => onHover(hourUnder(event))}
      onPointerLeave={() => onHover(null)}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: see above */}
      <div role="row" className={styles.row}>
        {/* biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: see above */}
        <span role="columnheader" className={styles.corner}>
          <span className="visually-hidden">{weekWords.day}</span>
        </span>
        {HOURS.map((hour) => (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: see above
          <span
            key={hour}
            role="columnheader"
            className={`${styles.hour} ${hourOf(present) === hour ? styles.presentHead : ''}`}
          >
            {String(hour).padStart(2, '0')}
          </span>
        ))}
      </div>
      {dayWords.map((name, day) => (
        // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: see above
        <div key={name} role="row" className={styles.row}>
          {/* biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: see above */}
          <span
            role="rowheader"
            className={`${styles.day} ${Math.floor(present / HOURS_A_DAY) === day ? styles.presentHead : ''}`}
            aria-label={name}
          >
            {shortDayWords[day]}
          </span>
          {HOURS.map((hour) => {
            const each = day * HOURS_A_DAY + hour;
            return (
              <Cell
                key={hour}
                hour={each}
                cell={cells.get(each)}
                shade={shade}
                ramp={ramp}
                isActive={each === active}
                isPresent={each === present}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}
