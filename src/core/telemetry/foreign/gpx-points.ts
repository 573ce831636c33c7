import sax from 'sax';
import type { FileMistake } from '../file-mistake.ts';
import type { GpxPoint } from './gpx.ts';

/** A track point with its place in the file, from 1. */
export type PlacedPoint = GpxPoint & { readonly line: number; readonly column: number };

/** Reads a GPX file as it comes. */
export type GpxReader = {
  /** The track points that are whole by now. Pieces are at most 64 KB, so that no text grows beyond that. */
  readonly take: (piece: string) => readonly PlacedPoint[];
  /** What is wrong with the file; nothing behind it is read. */
  readonly mistake: () => FileMistake | null;
  /** Call it when there is no more: a file that ends too early is a mistake. */
  readonly end: () => void;
};

/** No known file nests deeper, and none has longer values; both keep the memory bounded. */
const DEEPEST = 32;
const LONGEST_TEXT = 200;
const MOST_VALUES = 60;

type Point = { values: Map<string, string>; line: number; column: number };

/** A reader for one file. `fallbackNames`: what its tracks may be called where it names none, such as the file's own name. */
export function createGpxReader(fallbackNames: readonly string[]): GpxReader {
  const parser = sax.parser(true, { trim: true, position: true });
  let mistake: FileMistake | null = null;
  let points: PlacedPoint[] = [];
  let point: Point | null = null;
  let names: { readonly track: Map<string, string>; readonly file: Map<string, string> } = {
    track: new Map(),
    file: new Map(),
  };
  const open: string[] = [];
  let sawRoot = false;
  let attributeCount = 0;
  let text = '';

  const fail = (found: string, expected: string, fix: string | null = null) => {
    mistake ??= { line: parser.line + 1, column: Math.max(1, parser.column), found, expected, fix };
  };
  parser.onerror = ({ message }) => fail(message.split('\n')[0] ?? message, 'well-formed XML');
  // Refused before anything is made of it: entities that unfold, and files that it would fetch.
  parser.ondoctype = () =>
    fail('<!DOCTYPE', 'a GPX file without DTD', 'Delete the line that begins with <!DOCTYPE.');
  parser.onprocessinginstruction = ({ name, body }) => {
    const encoding = /encoding\s*=\s*["']([^"']+)/i.exec(name === 'xml' ? body : '')?.[1] ?? 'UTF-8';
    if (!/^(utf-8|us-ascii)$/i.test(encoding)) fail(encoding, 'UTF-8', 'Save the file as UTF-8.');
  };
  parser.onopentagstart = ({ name }) => {
    attributeCount = 0;
    if (localName(name) !== 'trkpt') return;
    // Behind the name stands one more character, and before it the bracket.
    point = {
      values: new Map(),
      line: parser.line + 1,
      column: Math.max(1, parser.column - name.length - 1),
    };
  };
  parser.onopentag = ({ name, attributes }) => {
    const local = localName(name);
    sawRoot = true;
    if (open.length === 0 && local !== 'gpx') fail(`<${name}>`.slice(0, 40), 'a file that begins with <gpx>');
    if (open.length >= DEEPEST) fail('more', `at most ${DEEPEST} elements inside each other`);
    open.push(local);
    text = '';
    if (local === 'trk') names = { ...names, track: new Map() };
    if (local !== 'trkpt') return;
    for (const axis of ['lat', 'lon'] as const) {
      const value = attributes[axis];
      if (typeof value === 'string') point?.values.set(axis, value.slice(0, LONGEST_TEXT));
    }
  };
  parser.onattribute = () => {
    attributeCount += 1;
    if (attributeCount > MOST_VALUES) fail('more', `at most ${MOST_VALUES} attributes`);
  };
  parser.ontext = (piece) => {
    text = `${text}${piece}`.slice(0, LONGEST_TEXT);
  };
  parser.oncdata = parser.ontext;
  parser.onclosetag = (name) => {
    const local = localName(name);
    open.pop();
    if (local === 'trkpt' && point !== null) {
      // What the reader makes of the text behind a mistake is worth nothing.
      if (mistake === null)
        points.push(placed(point, [...namesOf(names.track), ...namesOf(names.file), ...fallbackNames]));
      point = null;
    } else if (text !== '') keep(local);
    text = '';
  };

  function keep(local: string): void {
    const parent = open.at(-1);
    if (point !== null) {
      if (point.values.size < MOST_VALUES && !point.values.has(local)) point.values.set(local, text);
    } else if (parent === 'trk') names.track.set(local, text);
    else if (parent === 'metadata' || parent === 'gpx') names.file.set(local, text);
  }

  const step = (work: () => void): void => {
    if (mistake !== null) return;
    work();
  };
  return {
    take(piece) {
      step(() => void parser.write(piece));
      const done = points;
      points = [];
      return done;
    },
    mistake: () => mistake,
    end: () =>
      step(() => {
        if (open.length > 0)
          fail('the end of the file', `</${open.at(-1)}>`, 'Export the file again: it is not whole.');
        else if (sawRoot) parser.close();
        else fail('no element', 'a GPX file');
      }),
  };
}

/** `gpxtpx:speed` is `speed`, whoever made the extension. */
const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** What a track or a file calls itself, and where it says that it comes from. */
const namesOf = (values: ReadonlyMap<string, string>): readonly string[] =>
  ['name', 'src'].flatMap((field) => values.get(field) ?? []);

const placed = ({ values, line, column }: Point, names: readonly string[]): PlacedPoint => ({
  trkpt: Object.fromEntries([...values].filter(([name]) => name !== '__proto__')),
  names: [...new Set(names)],
  line,
  column,
});
