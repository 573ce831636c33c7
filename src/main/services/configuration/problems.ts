import type { AcrossProblem } from '#core/config/across-problem.ts';
import { type FileProblem, fieldOf, MOST_PROBLEMS, placeOf } from '#core/config/problem.ts';
import type { ConfigurationFiles, ConfigurationText } from '#main/ports/configuration-files.ts';
import { Refused } from '../handlers.ts';

/** Finds the lines of problems between documents: their files are read once more, which only wrong files pay for. */
export async function locateAll(
  files: ConfigurationFiles,
  texts: readonly ConfigurationText[],
  problems: readonly AcrossProblem[],
): Promise<readonly FileProblem[]> {
  const told = problems.slice(0, MOST_PROBLEMS);
  // What geofences and calendars say stands in no document of its own: their problems are told by the site's field.
  const located = told.filter(({ file }) => file.isBeside).map(unplaced);
  for (const text of texts) {
    const inFile = told.filter(({ file }) => file.name === text.name).map(({ problem }) => problem);
    if (inFile.length > 0) located.push(...(await files.locate(text, inFile)));
  }
  return located;
}

const unplaced = ({ file, problem: { path, found, expected } }: AcrossProblem): FileProblem => ({
  ...{ file: file.name, place: placeOf(path), line: null, field: fieldOf(path) },
  ...{ found, expected },
});

/** The refusal that tells all problems, at most 100, in the order of the files and their lines. */
export function refuseProblems(
  texts: readonly ConfigurationText[],
  problems: readonly FileProblem[],
): Refused {
  const fileOrder = new Map(texts.map(({ name }, index) => [name, index]));
  const orderOf = ({ file }: FileProblem) => fileOrder.get(file ?? '') ?? -1;
  const ordered = [...problems].sort((a, b) => orderOf(a) - orderOf(b) || (a.line ?? 0) - (b.line ?? 0));
  const told = ordered.slice(0, MOST_PROBLEMS);
  const count = problems.length === 1 ? 'One problem was' : `${problems.length} problems were`;
  return new Refused('invalid-file', `${count} found. Nothing was changed.`, told);
}
