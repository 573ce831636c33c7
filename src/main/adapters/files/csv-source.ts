import { CsvError, parse } from 'csv-parse/sync';
import { type DocumentPath, fieldOf } from '#core/config/problem.ts';
import { createCellIndex } from '#core/kit/csv-cells.ts';
import { createLineIndex } from '#core/kit/line-index.ts';
import { type Column, headerOf, readCell, readHeader } from './csv-columns.ts';
import { type Reading, type TextProblem, unreadable } from './reading.ts';

type Row = { readonly line: number; readonly cells: readonly string[] };
type CsvSite = Record<string, unknown>;
type CsvClient = { readonly code: string; readonly sites: CsvSite[] };
type CsvTenant = { readonly code: string; readonly clients: CsvClient[] };

/** Reads a flat list of sites. Empty cells are values that are not there; rows of one client need not be together. */
export function readCsvFile(text: string): Reading {
  const delimiter = delimiterOf(text);
  const rows = readRows(text, delimiter);
  if ('problem' in rows) return unreadable([rows.problem]);
  const [head, ...body] = rows.rows;
  if (head === undefined)
    return unreadable([{ line: 1, field: null, found: 'nothing', expected: 'a header' }]);
  const header = readHeader(head.cells);
  // Where cells stand is looked for in a file with problems alone.
  const placeOfCell = lazily(() => createCellIndex(text, delimiter).placeOf);
  if (header.problems.length > 0)
    return unreadable(
      header.problems.map(({ position, ...problem }) => ({
        ...placeOfCell()(head.line, position),
        ...problem,
      })),
    );
  const width = head.cells.length;
  const problems = body
    .filter(({ cells }) => cells.length !== width)
    .map((row) => ({
      ...placeOfCell()(row.line, Math.min(row.cells.length, width)),
      ...wrongWidth(row, width),
    }));
  const { tenants, lines } = groupRows(head.cells, header.columns, body);
  const touched = header.columns.flatMap((column) => (column === null ? [] : [column.touches]));
  return {
    value: { version: 1, tenants },
    columns: [...new Set(touched)],
    problems,
    locate: (paths) =>
      paths.map((path) => {
        const { line, field } = rowOf(path, lines);
        if (line === null) return { place: '(document)', line, field };
        const cell = placeOfCell()(line, Math.max(0, head.cells.indexOf(field ?? '')));
        return { place: `line ${cell.line}, column ${cell.column}`, ...cell, field };
      }),
  };
}

/** As the first line has it. */
function delimiterOf(text: string): string {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  return !firstLine.includes(',') && firstLine.includes(';') ? ';' : ',';
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function readRows(text: string, delimiter: string): { rows: readonly Row[] } | { problem: TextProblem } {
  try {
    const options = { info: true, trim: true, relax_column_count: true, skip_empty_lines: true, delimiter };
    // With `info` the reader gives pairs; its types know only the plain rows.
    const records = parse(text, options) as unknown as readonly {
      record: string[];
      info: { lines: number };
    }[];
    return {
      rows: records.map(({ record, info }) => ({ line: info.lines - lineBreaks(record), cells: record })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem = { field: null, found: error.message, expected: 'well-formed CSV' };
    return { problem: { ...placeOfError(error, text, delimiter), ...problem } };
  }
}

/** The cell that the reader could not come to the end of. It counts bytes, and says with how many the row began. */
function placeOfError({ bytes, index }: CsvError, text: string, delimiter: string) {
  if (typeof bytes !== 'number' || typeof index !== 'number') return { line: null };
  const before = Buffer.from(text).subarray(0, bytes).toString('utf8').length;
  return createCellIndex(text, delimiter).placeOf(createLineIndex(text).lineOf(before), index);
}

/** A record ends as many lines after its start as its cells have line breaks. */
const lineBreaks = (cells: readonly string[]): number => cells.join('').split('\n').length - 1;

const wrongWidth = ({ cells }: Row, width: number) => ({
  field: null,
  found: `${cells.length} cells`,
  expected: `${width}, as many as the header has`,
});

/** The rows as a configuration document, and the line of every tenant, client and site in it by its path. */
function groupRows(headers: readonly string[], columns: readonly (Column | null)[], rows: readonly Row[]) {
  const tenants: CsvTenant[] = [];
  const lines = new Map<string, number>();
  const remember = (path: DocumentPath, line: number) => {
    if (!lines.has(path.join('/'))) lines.set(path.join('/'), line);
  };
  const tenantAt = new Map<string, number>();
  const clientAt = new Map<string, number>();
  for (const { line, cells } of rows) {
    const [tenantCode, clientCode] = [
      cells[headers.indexOf('tenant')] ?? '',
      cells[headers.indexOf('client')] ?? '',
    ];
    const t = indexOf(tenantAt, tenantCode, tenants, () => ({ code: tenantCode, clients: [] }));
    const clients = tenants[t]?.clients ?? [];
    const c = indexOf(clientAt, JSON.stringify([tenantCode, clientCode]), clients, () => ({
      code: clientCode,
      sites: [],
    }));
    const sites = clients[c]?.sites ?? [];
    remember(['tenants', t], line);
    remember(['tenants', t, 'clients', c], line);
    remember(['tenants', t, 'clients', c, 'sites', sites.length], line);
    sites.push(readSite(columns, cells));
  }
  return { tenants, lines };
}

/** The position of what has this key, added at the end when it is new. */
function indexOf<Item>(known: Map<string, number>, key: string, list: Item[], create: () => Item): number {
  const index = known.get(key) ?? list.push(create()) - 1;
  known.set(key, index);
  return index;
}

function readSite(columns: readonly (Column | null)[], cells: readonly string[]): CsvSite {
  const site: CsvSite = {};
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    if (column === null || cell === '') return;
    const [outer = column.header, inner] = column.path;
    const value = readCell(cell, column.kind);
    if (inner === undefined) site[outer] = value;
    else site[outer] = { ...asFields(site[outer]), [inner]: value };
  });
  return site;
}

const asFields = (value: unknown): object => (value !== null && typeof value === 'object' ? value : {});

/** The line of the row of a value, and the header of its cell. */
function rowOf(
  path: DocumentPath,
  lines: ReadonlyMap<string, number>,
): { readonly line: number | null; readonly field: string | null } {
  const depth = depthOfRow(path);
  const line = lines.get(path.slice(0, depth).join('/')) ?? null;
  const parent = depth === SITE_DEPTH ? null : depth === CLIENT_DEPTH ? 'client' : 'tenant';
  return { line, field: parent ?? headerOf(path.slice(depth)) ?? fieldOf(path) };
}

const SITE_DEPTH = 6;
const CLIENT_DEPTH = 4;
const TENANT_DEPTH = 2;

/** How many parts of the path name the tenant, client or site. */
function depthOfRow(path: DocumentPath): number {
  if (path[4] === 'sites' && path.length >= SITE_DEPTH) return SITE_DEPTH;
  return path[2] === 'clients' && path.length >= CLIENT_DEPTH ? CLIENT_DEPTH : TENANT_DEPTH;
}
