import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { type DocumentPath, fieldOf, placeOf } from '#core/config/problem.ts';
import {
  DEEPEST,
  FORBIDDEN_FIELD,
  type Place,
  type Reading,
  type TextProblem,
  TOO_DEEP,
  unreadable,
} from './reading.ts';

/** A name is quoted up to so many characters. */
const LONGEST_NAME = 200;
/** More aliases than this unfold into a document that was made to fill the memory. */
const MOST_ALIASES = 100;

/** Reads a YAML 1.2 file. All mistakes are told; a field twice in one object is one of them, and reading goes on. */
export function readYamlFile(text: string): Reading {
  const lines = new LineCounter();
  const read = parseSafely(text, lines);
  const mistakes = read === null ? [] : [...read.errors, ...read.warnings];
  if (read === null || mistakes.some(isStackOverflow)) return unreadable([tooDeep(null)]);
  const problems = [
    ...mistakes.map((mistake) => toProblem(mistake, text, lines)),
    ...treeProblems(read, lines),
  ];
  const isReadable = problems.length === mistakes.filter(isDuplicate).length;
  const unfolded = isReadable ? unfold(read) : { value: undefined, problems: [] };
  return {
    value: unfolded.value,
    columns: null,
    problems: [...problems, ...unfolded.problems],
    locate: (paths) => paths.map((path) => locate(read, lines, path)),
  };
}

/**
 * null when the text nests so deeply that the reader ran out of stack. `prettyErrors` would quote the text at each mistake, which takes
 * minutes where there are many and thousands of blank lines.
 */
function parseSafely(text: string, lineCounter: LineCounter): Document | null {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: true, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const tooDeep = (line: number | null): TextProblem => ({
  line,
  field: null,
  found: 'more',
  expected: TOO_DEEP,
});

const isDuplicate = ({ code }: YAMLError): boolean => code === 'DUPLICATE_KEY';
const isStackOverflow = ({ message }: YAMLError): boolean => message.includes('call stack');

function toProblem(
  { code, message, pos: [offset] }: YAMLError,
  text: string,
  lines: LineCounter,
): TextProblem {
  const { line, col: column } = lines.linePos(offset);
  const at = { line, column };
  if (code !== 'DUPLICATE_KEY') return { ...at, field: null, found: message, expected: 'well-formed YAML' };
  const name = /^[\w.-]+/.exec(text.slice(offset, offset + LONGEST_NAME))?.[0] ?? 'a field';
  return { ...at, field: name, found: `"${name}" twice`, expected: 'every field once' };
}

/** What the reader lets pass and we do not: deep nesting and the forbidden field name. */
function treeProblems(document: Document, lines: LineCounter): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  const lineOf = (node: unknown) => lines.linePos(startOf(node)).line;
  const visit = (node: unknown, depth: number): void => {
    if (!isMap(node) && !isSeq(node)) return;
    if (depth >= DEEPEST) {
      problems.push(tooDeep(lineOf(node)));
      return;
    }
    if (isSeq(node)) {
      for (const item of node.items) visit(item, depth + 1);
      return;
    }
    for (const { key, value } of node.items) {
      if (nameOf(key) === FORBIDDEN_FIELD)
        problems.push({
          line: lineOf(key),
          field: null,
          found: FORBIDDEN_FIELD,
          expected: 'another field name',
        });
      visit(value, depth + 1);
    }
  };
  visit(document.contents, 0);
  return problems;
}

function unfold(document: Document): { value: unknown; problems: readonly TextProblem[] } {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), problems: [] };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const found = 'more aliases, or one without its anchor';
    return {
      value: undefined,
      problems: [{ line: null, field: null, found, expected: `at most ${MOST_ALIASES} aliases` }],
    };
  }
}

function locate(document: Document, lines: LineCounter, path: DocumentPath): Place {
  let offset = 0;
  let node: unknown = document.contents;
  for (const part of path) {
    const next = stepInto(isAlias(node) ? node.resolve(document) : node, part);
    if (next === null) break;
    offset = next.offset;
    node = next.node;
  }
  const { line, col } = lines.linePos(offset);
  return { place: placeOf(path), line, column: col, field: fieldOf(path) };
}

function stepInto(node: unknown, part: string | number): { offset: number; node: unknown } | null {
  if (isSeq(node)) {
    const item = typeof part === 'number' ? node.items[part] : undefined;
    return item === undefined ? null : { offset: startOf(item), node: item };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => nameOf(key) === String(part));
  return pair === undefined ? null : { offset: startOf(pair.key), node: pair.value };
}

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

function startOf(node: unknown): number {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}
