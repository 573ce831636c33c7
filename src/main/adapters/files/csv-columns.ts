import { AUDIT_SCALARS } from '#core/config/audit-schema.ts';
import type { DocumentPath } from '#core/config/problem.ts';
import { closestWord } from '#core/config/spelling.ts';
import type { TextProblem } from './reading.ts';

/** One column of a CSV of sites: its header, the field of the site that it fills, and how its cells are read. */
export type Column = {
  readonly header: string;
  /** Path inside the site. */
  readonly path: readonly string[];
  readonly kind: 'text' | 'number' | 'boolean';
  /** The field by which merging knows that the file has this column: `location` for `lat`. */
  readonly touches: string;
};

/** Columns that say whose site it is. */
export const PARENTS = ['tenant', 'client'] as const;

const column = (header: string, kind: Column['kind'], path: readonly string[]): Column => ({
  header,
  path,
  kind,
  touches: path[0] === 'audit' ? path.join('.') : (path[0] ?? header),
});

const COLUMNS: readonly Column[] = [
  column('code', 'text', ['code']),
  column('name', 'text', ['name']),
  column('timezone', 'text', ['timezone']),
  column('lat', 'number', ['location', 'lat']),
  column('lon', 'number', ['location', 'lon']),
  column('radius_m', 'number', ['geofence', 'radius_m']),
  column('priority', 'number', ['priority']),
  column('active', 'boolean', ['active']),
  ...Object.entries(AUDIT_SCALARS).map(([field, kind]) => column(`audit.${field}`, kind, ['audit', field])),
];
const BY_HEADER = new Map(COLUMNS.map((known) => [known.header, known]));
const HEADERS: readonly string[] = [...PARENTS, ...BY_HEADER.keys()];
const REQUIRED: readonly string[] = [...PARENTS, 'code'];

/** What is wrong at a position of the header; behind its last cell where something is missing. */
export type HeaderProblem = Omit<TextProblem, 'line' | 'column'> & { readonly position: number };

/** The columns of a header row, and what is wrong with it. */
export function readHeader(cells: readonly string[]): {
  readonly columns: readonly (Column | null)[];
  readonly problems: readonly HeaderProblem[];
} {
  const problems: HeaderProblem[] = [];
  const tell = (position: number, found: string, expected: string) =>
    problems.push({ position, field: found, found: JSON.stringify(found), expected });
  cells.forEach((cell, index) => {
    if (!HEADERS.includes(cell)) tell(index, cell, expectedHeader(cell));
    else if (cells.indexOf(cell) < index) tell(index, cell, 'every column once');
  });
  for (const required of REQUIRED)
    if (!cells.includes(required)) tell(cells.length, '', `a column ${required}`);
  const [lat, lon] = [cells.indexOf('lat'), cells.indexOf('lon')];
  if ((lat === -1) !== (lon === -1)) tell(Math.max(lat, lon), 'lat, lon', 'both of the columns or neither');
  return { columns: cells.map((cell) => BY_HEADER.get(cell) ?? null), problems };
}

function expectedHeader(cell: string): string {
  const meant = closestWord(cell, HEADERS);
  return meant === null
    ? `one of the columns ${HEADERS.join(', ')}`
    : `a known column: did you mean ${meant}?`;
}

/** The header under which a value of a site stands: `lat` for `location.lat`. */
export const headerOf = (path: DocumentPath): string | null =>
  COLUMNS.find((known) => known.path.join('.') === path.join('.'))?.header ??
  COLUMNS.find((known) => known.path[0] === path[0])?.header ??
  null;

/** A cell as its column reads it. What does not fit stays a text, for the schema to tell. */
export function readCell(text: string, kind: Column['kind']): string | number | boolean {
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
