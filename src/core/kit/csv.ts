/** What may stand in a cell. */
export type Cell = string | number | boolean | null | undefined;

/** A spreadsheet would take a text that begins so for a formula (OWASP CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n\0]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A CSV with its header (RFC 4180), in which no text becomes a formula: such a one begins with an apostrophe. */
export const csvOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
