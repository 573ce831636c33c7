import type { DocumentPath, FileProblem } from '#core/config/problem.ts';
import { readCalendar } from '#core/import/calendar.ts';
import { readGeoJson } from '#core/import/geojson.ts';
import type { SiteEntries } from '#core/import/site-entry.ts';
import { createLineIndex } from '#core/kit/line-index.ts';
import type { ConfigurationText } from '#main/ports/configuration-files.ts';
import { locateIn } from './json-source.ts';
import { readJson } from './json-text.ts';

/** Reads the geofences of a GeoJSON file. */
export function readGeofences(text: string): SiteEntries {
  const { value, mistakes } = readJson(text, null);
  if (mistakes.length === 0) return placed(text, readGeoJson(value));
  const lines = createLineIndex(text);
  const problems = mistakes.map(({ offset, found, expected }) => ({
    at: { line: lines.lineOf(offset), column: lines.columnOf(offset) },
    field: null,
    found,
    expected,
    fix: null,
  }));
  return { entries: [], problems };
}

/** All places are looked for in one reading. */
function placed(text: string, { entries, problems }: SiteEntries<DocumentPath>): SiteEntries {
  const paths = [...entries, ...problems].map(({ at }) => at);
  const places = locateIn(text, paths);
  const placeAt = (index: number) => places[index] ?? { line: 1, column: 1 };
  return {
    entries: entries.map((entry, index) => ({ ...entry, at: placeAt(index) })),
    problems: problems.map((problem, index) => ({ ...problem, at: placeAt(entries.length + index) })),
  };
}

/** Reads the events of a calendar. */
export const readEvents = ({ text, use }: ConfigurationText): SiteEntries => readCalendar(text, use ?? null);

/** The problems of such a file as people read them. */
export const besideProblems = (file: string, { problems }: SiteEntries): readonly FileProblem[] =>
  problems.map(({ at: { line, column }, field, found, expected, fix }) => ({
    ...{ file, place: `line ${line}, column ${column}`, line, column },
    ...{ field, found, expected, fix },
  }));
