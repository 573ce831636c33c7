/** What a cell of the value's column says. */
export type CellValue = number | 'MISSING' | 'BAD';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** Where no comma is between the cells, spreadsheets write 12,5; elsewhere it may be 12 thousand and something. */
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
const MISSING = /^(|-|na|n\/a|nan|null|none)$/i;
/** Squares of what is larger no longer fit. */
export const LARGEST_VALUE = 1e30;

/** Reads a number, with a decimal comma where `delimiter` between the cells is none; an empty cell, `NaN`, `NA`, `null` and the like are missing. */
export function readValue(cell: string, delimiter: string): CellValue {
  if (MISSING.test(cell)) return 'MISSING';
  const text = delimiter !== ',' && DECIMAL_COMMA.test(cell) ? cell.replace(',', '.') : cell;
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= LARGEST_VALUE ? value : 'BAD';
}
