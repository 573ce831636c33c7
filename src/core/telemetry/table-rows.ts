import { createCellIndex } from '#core/kit/csv-cells.ts';

/** The rows of a table that records were made of, for whoever looks for a cell. Plain data: it crosses to a thread. */
export type TableRows = {
  readonly delimiter: string;
  /** Which cell of a row fills a field, from 0. */
  readonly columns: Readonly<Record<string, number>>;
  /** Each as it is written, with the line on which it begins, from 1. */
  readonly rows: readonly (readonly [line: number, written: string])[];
};

/** Where the cell stands that fills a field of the record of a row, from 1; null where no cell does. */
export function cellOf(
  { delimiter, columns, rows }: TableRows,
  line: number,
  field: string,
): { readonly line: number; readonly column: number } | null {
  const written = rows.find(([begins]) => begins === line)?.[1];
  const position = Object.hasOwn(columns, field) ? columns[field] : undefined;
  if (written === undefined || position === undefined) return null;
  const place = createCellIndex(written, delimiter).placeOf(1, position);
  return { line: line + place.line - 1, column: place.column };
}
