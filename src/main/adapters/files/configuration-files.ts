import { type DocumentProblem, type FileProblem, MOST_PROBLEMS } from '#core/config/problem.ts';
import { schemaProblems } from '#core/config/schema-problems.ts';
import type { WrittenFile } from '#core/config/written.ts';
import { recognise } from '#core/import/recognise.ts';
import type { SiteEntries } from '#core/import/site-entry.ts';
import type { FileKind } from '#core/model/file-kind.ts';
import type {
  BesideFile,
  ConfigurationFiles,
  ConfigurationText,
  ParsedConfiguration,
} from '#main/ports/configuration-files.ts';
import { besideProblems, readEvents, readGeofences } from './beside-source.ts';
import { readCsvFile } from './csv-source.ts';
import { readJsonFile } from './json-source.ts';
import { type Reading, type TextProblem, unreadable } from './reading.ts';
import { readYamlFile } from './yaml-source.ts';

/** A configuration file may have this many bytes (DECISIONS 37). */
const MOST_BYTES = 32 * 1024 * 1024;

/** Reads configuration files on the calling thread. Pure: the parser worker calls these two as well. */
export const configurationFiles = {
  parse: parseConfigurationFiles,
  locate: locateProblems,
} as const satisfies ConfigurationFiles;

/** What the files say and all that is wrong with their text and form, 100 problems at most. Never throws at content. */
export function parseConfigurationFiles(files: readonly ConfigurationText[]): ParsedConfiguration {
  const read: WrittenFile[] = [];
  const beside: BesideFile[] = [];
  const problems: FileProblem[] = [];
  for (const file of files) {
    const entries = isTooLarge(file) ? null : readBeside(file);
    if (entries !== null) {
      beside.push({ name: file.name, entries: entries.entries });
      problems.push(...besideProblems(file.name, entries));
      continue;
    }
    const reading = readFile(file);
    problems.push(...reading.problems.map((problem) => textProblem(file.name, problem)));
    if (reading.value === undefined) continue;
    read.push({ name: file.name, document: reading.value, columns: reading.columns });
    problems.push(...placed(file.name, reading, schemaProblems(reading.value)));
  }
  return { files: read, beside, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** The same problems with the lines of their places. */
export function locateProblems(
  file: ConfigurationText,
  problems: readonly DocumentProblem[],
): readonly FileProblem[] {
  return placed(file.name, readFile(file), problems);
}

function placed(
  file: string,
  reading: Reading,
  problems: readonly DocumentProblem[],
): readonly FileProblem[] {
  if (problems.length === 0) return [];
  const places = reading.locate(problems.map(({ path }) => path));
  return problems.map(({ found, expected }, index) => ({
    file,
    ...(places[index] ?? { place: '(document)', line: null, field: null }),
    found,
    expected,
  }));
}

const textProblem = (file: string, { line, ...rest }: TextProblem): FileProblem => ({
  file,
  place: line === null ? '(document)' : lineText(line, rest.column),
  line,
  ...rest,
});

const lineText = (line: number, column: number | undefined): string =>
  column === undefined ? `line ${line}` : `line ${line}, column ${column}`;

const isTooLarge = ({ text }: ConfigurationText): boolean => Buffer.byteLength(text) > MOST_BYTES;
const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** What a file of geofences or a calendar says of sites; null for every other. */
function readBeside(file: ConfigurationText): SiteEntries | null {
  const kind = file.kind ?? recognise(file.name, file.text).kind;
  if (kind === 'geofences') return readGeofences(withoutMark(file.text));
  return kind === 'calendar' ? readEvents({ ...file, text: withoutMark(file.text) }) : null;
}

function readFile(file: ConfigurationText): Reading {
  if (isTooLarge(file)) {
    const expected = `at most ${MOST_BYTES / 1024 / 1024} MB`;
    return unreadable([{ line: null, field: null, found: 'a larger file', expected }]);
  }
  const text = withoutMark(file.text);
  if (text.trim() === '')
    return unreadable([{ line: 1, field: null, found: 'an empty file', expected: 'a configuration' }]);
  return readerOf(file, text)(text);
}

const READERS: Partial<Record<FileKind, (text: string) => Reading>> = {
  configuration_json: readJsonFile,
  configuration_yaml: readYamlFile,
  sites_csv: readCsvFile,
};

/** As the person says, else by the name's ending; without a known one by the first character. */
function readerOf({ name, kind }: ConfigurationText, text: string): (text: string) => Reading {
  const chosen = kind === undefined ? undefined : READERS[kind];
  if (chosen !== undefined) return chosen;
  const ending = name.toLowerCase().match(/\.[a-z]+$/)?.[0];
  if (ending === '.csv') return readCsvFile;
  if (ending === '.yaml' || ending === '.yml') return readYamlFile;
  if (ending === '.json' || /^\s*[{[]/.test(text)) return readJsonFile;
  return /^"?tenant"?[,;]/.test(text) ? readCsvFile : readYamlFile;
}
