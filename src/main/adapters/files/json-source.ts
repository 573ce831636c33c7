import { type DocumentPath, fieldOf, placeOf } from '#core/config/problem.ts';
import { createLineIndex } from '#core/kit/line-index.ts';
import { readJson, type WantedPlaces } from './json-text.ts';
import type { Reading } from './reading.ts';

/** Reads a JSON file. Places are found by reading it once more: only a file with problems pays for them. */
export function readJsonFile(text: string): Reading {
  const { value, mistakes } = readJson(text, null);
  const { lineOf, columnOf } = createLineIndex(mistakes.length === 0 ? '' : text);
  return {
    value,
    columns: null,
    problems: mistakes.map(({ offset, found, expected }) => ({
      line: lineOf(offset),
      column: columnOf(offset),
      field: null,
      found,
      expected,
    })),
    locate: (paths) => {
      const places = locateIn(text, paths);
      return paths.map((path, at) => ({
        place: placeOf(path),
        line: null,
        ...places[at],
        field: fieldOf(path),
      }));
    },
  };
}

/** Line and column of the values at the paths: the text is read once more. */
export function locateIn(
  text: string,
  paths: readonly DocumentPath[],
): readonly { readonly line: number; readonly column: number }[] {
  const root = newPlace();
  for (const path of paths) path.reduce(stepInto, root);
  root.offset = 0;
  readJson(text, root);
  const { lineOf, columnOf } = createLineIndex(text);
  return paths.map((path) => {
    const offset = deepestOffset(root, path);
    return { line: lineOf(offset), column: columnOf(offset) };
  });
}

const newPlace = (): WantedPlaces => ({ inside: new Map(), offset: null });

function stepInto(place: WantedPlaces, part: string | number): WantedPlaces {
  const known = place.inside.get(part) ?? newPlace();
  place.inside.set(part, known);
  return known;
}

/** Where the path leads, or the nearest part of it that is written: a missing field is missing from its object. */
function deepestOffset(root: WantedPlaces, path: DocumentPath): number {
  let offset = 0;
  let place: WantedPlaces | undefined = root;
  for (const part of path) {
    place = place.inside.get(part);
    if (place === undefined || place.offset === null) break;
    offset = place.offset;
  }
  return offset;
}
