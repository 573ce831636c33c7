import { expect, it } from 'vitest';
import { cellOf, type TableRows } from './table-rows.ts';

const TABLE: TableRows = {
  delimiter: ';',
  columns: { lat: 1, note: 2, lon: 3 },
  rows: [
    [2, 'G-1;52,5;fine;13,4'],
    [3, '"G-1";52,5;"two\nlines; one"; north'],
  ],
};

it('finds the cell that fills a field, also behind one of several lines', () => {
  expect(cellOf(TABLE, 2, 'lon')).toEqual({ line: 2, column: 15 });
  expect(cellOf(TABLE, 3, 'note')).toEqual({ line: 3, column: 12 });
  expect(cellOf(TABLE, 3, 'lon')).toEqual({ line: 4, column: 14 });
});

it('finds none for a field that no cell fills, or a row that is not there', () => {
  expect(cellOf(TABLE, 2, 'ts')).toBeNull();
  expect(cellOf(TABLE, 2, 'toString')).toBeNull();
  expect(cellOf(TABLE, 7, 'lat')).toBeNull();
});
