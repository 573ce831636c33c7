import { createLineIndex } from './line-index.ts';

/** Tells where the cells of a CSV stand: its reader knows the line on which a row begins, and no more. Counted from 1. */
export type CellIndex = {
  /** Of the cell at this position, from 0, of the row that begins on a line; of its last one where it has fewer. */
  readonly placeOf: (rowLine: number, position: number) => { readonly line: number; readonly column: number };
};

/** Looks through a row from its beginning each time: only files with problems pay for it. */
export function createCellIndex(text: string, delimiter: string): CellIndex {
  const { lineOf, columnOf, startOf } = createLineIndex(text);
  return {
    placeOf(rowLine, position) {
      let at = startOf(rowLine);
      for (let cell = 0; cell < position && text[endOf(text, at, delimiter)] === delimiter; cell += 1)
        at = endOf(text, at, delimiter) + 1;
      at = skipSpaces(text, at, delimiter);
      return { line: lineOf(at), column: columnOf(at) };
    },
  };
}

/** The delimiter or the line end behind a cell, or the end of the text. */
function endOf(text: string, from: number, delimiter: string): number {
  let at = skipSpaces(text, from, delimiter);
  if (text[at] === '"') {
    at += 1;
    while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) at += text[at] === '"' ? 2 : 1;
  }
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at += 1;
  return at;
}

function skipSpaces(text: string, from: number, delimiter: string): number {
  let at = from;
  while (text[at] === ' ' || (text[at] === '\t' && delimiter !== '\t')) at += 1;
  return at;
}
