import { array, assert, boolean, constantFrom, property, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { createCellIndex } from './csv-cells.ts';

const written = ([text, isQuoted]: readonly [string, boolean]): string =>
  isQuoted || /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const cell = tuple(constantFrom('a', 'b c', 'two\nlines', 'say "so"', '1,5', '2;5', ''), boolean());
const row = array(cell, { minLength: 1, maxLength: 5 });

it('finds every cell of every row where it was written', () => {
  assert(
    property(array(row, { minLength: 1, maxLength: 5 }), constantFrom(',', ';'), (rows, delimiter) => {
      const text = rows.map((cells) => cells.map(written).join(delimiter)).join('\n');
      const { placeOf } = createCellIndex(text, delimiter);
      let at = 0;
      for (const cells of rows) {
        const rowLine = lineOf(text, at);
        cells.forEach((each, position) => {
          const found = placeOf(rowLine, position);
          expect(found).toEqual({ line: lineOf(text, at), column: columnOf(text, at) });
          at += written(each).length + 1;
        });
      }
    }),
  );
});

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;
const columnOf = (text: string, at: number): number =>
  (text.slice(0, at).split('\n').at(-1)?.length ?? 0) + 1;

it('leaves out the spaces before a cell, and tells the last cell of a row that has no such one', () => {
  const { placeOf } = createCellIndex('a,  b\r\n"x" ,y\n', ',');
  expect(placeOf(1, 1)).toEqual({ line: 1, column: 5 });
  expect(placeOf(2, 1)).toEqual({ line: 2, column: 6 });
  expect(placeOf(2, 7)).toEqual({ line: 2, column: 6 });
});
