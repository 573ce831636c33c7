/** Where a value lies in a document: names of fields and positions in lists, from the outside in. */
export type DocumentPath = readonly (string | number)[];

/** One thing that is wrong with a document: where, what was found, what was expected. */
export type DocumentProblem = {
  readonly path: DocumentPath;
  readonly found: string;
  readonly expected: string;
};

/** A problem with the file and the line in it, in the form that people read (the contract's `Problem`). */
export type FileProblem = {
  readonly file: string | null;
  readonly place: string;
  readonly line: number | null;
  readonly column?: number | null | undefined;
  readonly field: string | null;
  readonly found: string;
  readonly expected: string;
  /** What to do about it, where that is more than to write what was expected. */
  readonly fix?: string | null | undefined;
};

/** No import tells more than this many problems at once. */
export const MOST_PROBLEMS = 100;

/** `tenants[0].clients[0].sites[2].timezone`; the document itself is `(document)`. */
export function placeOf(path: DocumentPath): string {
  const place = path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : before === '' ? part : `${before}.${part}`,
    '',
  );
  return place === '' ? '(document)' : place;
}

/** The innermost field's name on a path, or null for the document itself. */
export const fieldOf = (path: DocumentPath): string | null =>
  path.findLast((part): part is string => typeof part === 'string') ?? null;

const LONGEST_FOUND = 60;

/** A value as a problem tells it: short, texts in quotes. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
}

/** The value at a path, or undefined where the path leaves the document. */
export function valueAt(document: unknown, path: DocumentPath): unknown {
  let value = document;
  for (const part of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}
