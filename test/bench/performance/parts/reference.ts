import { isLessBetter, type Row, ratioOf } from './row.ts';

/** A run that others are compared with, kept in reference.json. */
export type Reference = {
  readonly machine: string;
  /** Day of the run. */
  readonly date: string;
  readonly commit: string;
  /** The calibration loop in ms. */
  readonly calibration: number;
  /** Load of the machine when it ended: above its number of cores, steps and starts are too long in it. */
  readonly load: number;
  readonly rows: readonly ReferenceRow[];
};
export type ReferenceRow = Pick<Row, 'goal' | 'what' | 'size' | 'figure' | 'unit'> & {
  readonly ratio: number | null;
};

/** How a row stands against the reference: `change` above 1 is that many times worse; null where there is nothing to compare. */
export type Comparison = { readonly change: number | null; readonly isWorse: boolean };

/** A row is marked when it is worse by more than this: times and ratios of times swing on a shared machine, sizes hardly. */
export const MARGIN = { time: 1.3, size: 1.1, count: 1 } as const;

const TIMES: readonly Row['unit'][] = ['ms', 'µs', 's', 'rows/s', '×'];

export const marginOf = ({ unit }: Pick<Row, 'unit'>): number => {
  if (TIMES.includes(unit)) return MARGIN.time;
  return unit === 'statements' ? MARGIN.count : MARGIN.size;
};

/** Compares by ratio where there is one, else by figure; a time without a floor in multiples of each run's own calibration. */
export function compare(row: Row, calibration: number, reference: Reference | null): Comparison {
  const known = reference?.rows.find((each) => keyOf(each) === keyOf(row));
  if (reference === null || known === undefined) return { change: null, isWorse: false };
  const [now, before] = [
    comparable(row, ratioOf(row), calibration),
    comparable(known, known.ratio, reference.calibration),
  ];
  if (now === before) return { change: 1, isWorse: false };
  const change = isLessBetter(row) ? now / before : before / now;
  return Number.isFinite(change)
    ? { change, isWorse: change > marginOf(row) }
    : { change: null, isWorse: true };
}

export const referenceRow = (row: Row): ReferenceRow => {
  const { goal, what, size, figure, unit } = row;
  return { goal, what, size, figure: rounded(figure), unit, ratio: roundedOrNull(ratioOf(row)) };
};

const keyOf = ({ goal, what, size }: Pick<Row, 'goal' | 'what' | 'size'>): string =>
  `${goal} ${what} ${size}`;

function comparable(
  { figure, unit }: Pick<Row, 'figure' | 'unit'>,
  ratio: number | null,
  calibration: number,
): number {
  if (ratio !== null) return ratio;
  if (unit === 'rows/s') return figure * calibration;
  return unit === 'ms' || unit === 'µs' || unit === 's' ? figure / calibration : figure;
}

/** Three digits that count. */
const rounded = (value: number): number => Number(value.toPrecision(3));
const roundedOrNull = (value: number | null): number | null => (value === null ? null : rounded(value));
