import { type DocumentProblem, type FileProblem, MOST_PROBLEMS } from '#core/config/problem.ts';
import { schemaProblems } from '#core/config/schema-problems.ts';
import type { WrittenFile } from '#core/config/written.ts';
import type {
  ConfigurationFiles,
  ConfigurationText,
  ParsedConfiguration,
} from '#main/ports/configuration-files.ts';
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
  const problems: FileProblem[] = [];
  for (const file of files) {
    const reading = readFile(file);
    problems.push(...reading.problems.map((problem) => textProblem(file.name, problem)));
    if (reading.value === undefined) continue;
    read.push({ name: file.name, document: reading.value, columns: reading.columns });
    problems.push(...placed(file.name, reading, schemaProblems(reading.value)));
  }
  return { files: read, problems: problems.slice(0, MOST_PROBLEMS) };
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
  place: line === null ? '(document)' : `line ${line}`,
  line,
  ...rest,
});

function readFile({ name, text }: ConfigurationText): Reading {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    const expected = `at most ${MOST_BYTES / 1024 / 1024} MB`;
    return unreadable([{ line: null, field: null, found: 'a larger file', expected }]);
  }
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (withoutMark.trim() === '')
    return unreadable([{ line: 1, field: null, found: 'an empty file', expected: 'a configuration' }]);
  return readerOf(name, withoutMark)(withoutMark);
}

/** By the name's ending; without a known one by the first character. */
function readerOf(name: string, text: string): (text: string) => Reading {
  const ending = name.toLowerCase().match(/\.[a-z]+$/)?.[0];
  if (ending === '.csv') return readCsvFile;
  if (ending === '.yaml' || ending === '.yml') return readYamlFile;
  if (ending === '.json' || /^\s*[{[]/.test(text)) return readJsonFile;
  return /^"?tenant"?[,;]/.test(text) ? readCsvFile : readYamlFile;
}
