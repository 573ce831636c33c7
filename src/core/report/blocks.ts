import type { KeyFigure, ReportBlock, ReportColumn } from '../model/report.ts';

/** A column of a report's table: its title, its share of the width, and what stands in it. */
export type Column<Row> = ReportColumn & { readonly of: (row: Row) => string };

export const left = <Row>(title: string, width: number, of: (row: Row) => string): Column<Row> => ({
  ...{ title, width, of },
  align: 'left',
});
export const right = <Row>(title: string, width: number, of: (row: Row) => string): Column<Row> => ({
  ...{ title, width, of },
  align: 'right',
});

/** A table of at most `most` rows; what is left out is counted. `total`: how many there are where `rows` is only a part. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { empty, most = rows.length, total = rows.length }: TableOptions,
): ReportBlock {
  const shown = rows.slice(0, most);
  return {
    kind: 'table',
    columns: columns.map(({ title, width, align }) => ({ title, width, align })),
    rows: shown.map((row) => columns.map(({ of }) => of(row))),
    empty,
    more: Math.max(total, rows.length) - shown.length,
  };
}
type TableOptions = { readonly empty: string; readonly most?: number; readonly total?: number };

export const text = (words: string): ReportBlock => ({ kind: 'text', text: words });
export const figures = (list: readonly KeyFigure[]): ReportBlock => ({ kind: 'figures', figures: list });
/** A number that is held against nothing. */
export const figure = (label: string, value: number | string, beside: string | null = null): KeyFigure => ({
  label,
  value: String(value),
  beside,
  status: null,
});

/** `1 site`, `2 sites`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
