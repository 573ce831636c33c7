import { CsvError, parse } from 'csv-parse/sync';
import { type DocumentPath, fieldOf } from '#core/config/problem.ts';
import { type Column, headerOf, readCell, readHeader } from './csv-columns.ts';
import { type Place, type Reading, type TextProblem, unreadable } from './reading.ts';

type Row = { readonly line: number; readonly cells: readonly string[] };
type CsvSite = Record<string, unknown>;
type CsvClient = { readonly code: string; readonly sites: CsvSite[] };
type CsvTenant = { readonly code: string; readonly clients: CsvClient[] };

/** Reads a flat list of sites. Empty cells are values that are not there; rows of one client need not be together. */
export function readCsvFile(text: string): Reading {
  const rows = readRows(text);
  if ('problem' in rows) return unreadable([rows.problem]);
  const [head, ...body] = rows.rows;
  if (head === undefined)
    return unreadable([{ line: 1, field: null, found: 'nothing', expected: 'a header' }]);
  const header = readHeader(head.cells);
  if (header.problems.length > 0) return unreadable(header.problems);
  const width = head.cells.length;
  const problems = body.filter(({ cells }) => cells.length !== width).map((row) => wrongWidth(row, width));
  const { tenants, lines } = groupRows(head.cells, header.columns, body);
  const touched = header.columns.flatMap((column) => (column === null ? [] : [column.touches]));
  return {
    value: { version: 1, tenants },
    columns: [...new Set(touched)],
    problems,
    locate: (paths) => paths.map((path) => placeInRow(path, lines)),
  };
}

function readRows(text: string): { rows: readonly Row[] } | { problem: TextProblem } {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const delimiter = !firstLine.includes(',') && firstLine.includes(';') ? ';' : ',';
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
    const line = typeof error.lines === 'number' ? error.lines : null;
    return { problem: { line, field: null, found: error.message, expected: 'well-formed CSV' } };
  }
}

/** A record ends as many lines after its start as its cells have line breaks. */
const lineBreaks = (cells: readonly string[]): number => cells.join('').split('\n').length - 1;

const wrongWidth = ({ line, cells }: Row, width: number): TextProblem => ({
  line,
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

function placeInRow(path: DocumentPath, lines: ReadonlyMap<string, number>): Place {
  const depth = depthOfRow(path);
  const line = lines.get(path.slice(0, depth).join('/')) ?? null;
  const parent = depth === SITE_DEPTH ? null : depth === CLIENT_DEPTH ? 'client' : 'tenant';
  const field = parent ?? headerOf(path.slice(depth)) ?? fieldOf(path);
  return { place: line === null ? '(document)' : `line ${line}`, line, field };
}

const SITE_DEPTH = 6;
const CLIENT_DEPTH = 4;
const TENANT_DEPTH = 2;

/** How many parts of the path name the tenant, client or site. */
function depthOfRow(path: DocumentPath): number {
  if (path[4] === 'sites' && path.length >= SITE_DEPTH) return SITE_DEPTH;
  return path[2] === 'clients' && path.length >= CLIENT_DEPTH ? CLIENT_DEPTH : TENANT_DEPTH;
}
