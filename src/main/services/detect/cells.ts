/** What a cell of the value's column says. */
export type CellValue = number | 'MISSING' | 'BAD';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** With semicolons between the cells, spreadsheets write 12,5. */
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
const MISSING = /^(|-|na|n\/a|nan|null|none)$/i;
/** Squares of what is larger no longer fit. */
export const LARGEST_VALUE = 1e30;

/** Reads a number; an empty cell, `NaN`, `NA`, `null` and the like are missing. */
export function readValue(cell: string): CellValue {
  if (MISSING.test(cell)) return 'MISSING';
  const text = DECIMAL_COMMA.test(cell) ? cell.replace(',', '.') : cell;
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= LARGEST_VALUE ? value : 'BAD';
}
