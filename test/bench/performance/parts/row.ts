/** What a goal asks of a figure, or of its ratio to what was measured beside it. */
export type Limit = { readonly of: 'ratio' | 'figure' } & (
  | { readonly atMost: number }
  | { readonly atLeast: number }
);

/**
 * What a figure is held against. floor: the least that any program could do, measured in the same run; the ratio says how
 * many times as much Vigil takes. peer: a stored figure of another program; the ratio says how many times as much that takes.
 */
export type Beside = {
  readonly kind: 'floor' | 'peer';
  readonly what: string;
  /** In the row's unit. */
  readonly figure: number;
};

/** `ms`, `µs` and `s` are times that depend on the machine; the others do not, or hardly. */
export type Unit = 'ms' | 'µs' | 's' | 'MiB' | 'KiB' | 'B' | 'rows/s' | 'statements' | '×';

/** One line of the table: a goal of PERFORMANCE at a size. */
export type Row = {
  /** Its number there, or `memory`, `disk`. */
  readonly goal: string;
  readonly what: string;
  /** `10,000 sites`, `10M events`. */
  readonly size: string;
  readonly figure: number;
  readonly unit: Unit;
  readonly beside: Beside | null;
  /** None where a figure is only told: the goal speaks of another size, or of none. */
  readonly limits: readonly Limit[];
};

/** The figure in multiples of its floor, or the peer's in multiples of the figure; null without either. */
export function ratioOf({ figure, beside }: Pick<Row, 'figure' | 'beside'>): number | null {
  if (beside === null) return null;
  return beside.kind === 'floor' ? figure / beside.figure : beside.figure / figure;
}

/** Whether every limit holds; null where there is none. A ratio that is asked for and is not there does not hold. */
export function isMet(row: Row): boolean | null {
  if (row.limits.length === 0) return null;
  const ratio = ratioOf(row) ?? Number.NaN;
  return row.limits.every((limit) => {
    const value = limit.of === 'ratio' ? ratio : row.figure;
    return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast;
  });
}

/** Whether more is worse: a peer's ratio, and what is counted a second, should be large. */
export const isLessBetter = ({ beside, unit }: Pick<Row, 'beside' | 'unit'>): boolean =>
  beside?.kind !== 'peer' && unit !== 'rows/s';
