import { closestWord } from '#core/config/spelling.ts';
import type { RawRecord } from '../fields.ts';
import type { ColumnMapping, Filling } from './column-mapping.ts';
import { isNumberField } from './column-mapping.ts';
import { writtenInOne, writtenTime } from './written-time.ts';

/** Makes of each row a record of FORMATS section 2. What a cell says that cannot be read stays as it is, for the reader of records to tell. */
export type RowReader = (cells: readonly string[]) => RawRecord;
export type RowReaderMade =
  | {
      readonly ok: true;
      readonly read: RowReader;
      /** Which cell fills a field of the record, from 0; of a time in two cells the date's. */
      readonly columns: Readonly<Record<string, number>>;
    }
  | {
      readonly ok: false;
      readonly missing: readonly { readonly column: string; readonly expected: string }[];
    };

/** A reader for the rows under this header, or the columns that the mapping names and the header does not have. */
export function createRowReader(mapping: ColumnMapping, header: readonly string[]): RowReaderMade {
  const heads = header.map(spelled);
  const missing = columnsOf(mapping).filter((column) => !heads.includes(spelled(column)));
  if (missing.length > 0)
    return {
      ok: false,
      missing: missing.map((column) => ({ column, expected: expectedOf(column, header) })),
    };
  const cellOf = (column: string) => {
    const index = heads.indexOf(spelled(column));
    return (cells: readonly string[]) => (cells[index] ?? '').trim();
  };
  const type = typeOf(mapping, cellOf);
  const time = timeOf(mapping, cellOf);
  const fields = Object.entries(mapping.fields).map(
    ([name, filling]) => [name, filledBy(name, filling, mapping, cellOf)] as const,
  );
  return {
    ok: true,
    columns: Object.fromEntries(
      fillings(mapping).map(([name, head]) => [name, heads.indexOf(spelled(head))]),
    ),
    read: (cells) => ({
      type: type(cells),
      ts: time(cells),
      ...Object.fromEntries(
        fields.flatMap(([name, fill]) => {
          const value = fill(cells);
          return value === '' ? [] : [[name, value]];
        }),
      ),
    }),
  };
}

type Cell = (cells: readonly string[]) => string;
type CellOf = (column: string) => Cell;

function typeOf({ type }: ColumnMapping, cellOf: CellOf): Cell {
  if (typeof type === 'string') return () => type;
  const cell = cellOf(type.column);
  return (cells) => wordFor(cell(cells), type.words);
}

function timeOf({ time, order, zone }: ColumnMapping, cellOf: CellOf): Cell {
  const zoned = (text: string) =>
    zone === 'UTC' && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text;
  if ('column' in time) {
    const cell = cellOf(time.column);
    return (cells) => zoned(writtenInOne(cell(cells), order));
  }
  const [date, clock] = [cellOf(time.date), cellOf(time.time)];
  return (cells) => zoned(writtenTime(date(cells), clock(cells), order));
}

function filledBy(
  name: string,
  filling: Filling,
  { decimal = '.' }: ColumnMapping,
  cellOf: CellOf,
): (cells: readonly string[]) => string | number {
  if ('text' in filling) return () => filling.text;
  const cell = cellOf(filling.column);
  const { words = {} } = filling;
  return (cells) => {
    const text = wordFor(cell(cells), words);
    return isNumberField(name) ? readNumber(text, decimal) : text;
  };
}

/** What the mapping has for a cell, else the cell. Its own words alone: a cell may say what every object has. */
const wordFor = (cell: string, words: Readonly<Record<string, string>>): string =>
  Object.hasOwn(words, cell) ? (words[cell] ?? cell) : cell;

/** Thousands may be set apart by the other sign or by spaces. */
function readNumber(text: string, decimal: '.' | ','): string | number {
  const plain = text.replace(/[\s\u00a0]/g, '').replaceAll(decimal === ',' ? '.' : ',', '');
  const dotted = plain.replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(dotted) ? Number(dotted) : text;
}

/** The columns that fill a field each. */
const fillings = ({
  type,
  time,
  fields,
}: ColumnMapping): readonly (readonly [field: string, column: string])[] => [
  ...(typeof type === 'string' ? [] : [['type', type.column] as const]),
  ['ts', 'column' in time ? time.column : time.date],
  ...Object.entries(fields).flatMap(([name, filling]) =>
    'column' in filling ? [[name, filling.column] as const] : [],
  ),
];

function columnsOf(mapping: ColumnMapping): readonly string[] {
  const named = fillings(mapping).map(([, column]) => column);
  return [...new Set('time' in mapping.time ? [...named, mapping.time.time] : named)];
}

function expectedOf(column: string, header: readonly string[]): string {
  const meant = closestWord(column, header);
  return `a column ${column}${meant === null ? `; the file has ${header.join(', ')}` : `: is it ${meant}?`}`;
}

/** Headers are the same whatever their case and the spaces around them. */
const spelled = (head: string): string => head.trim().toLowerCase();
