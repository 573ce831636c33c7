import type { DocumentProblem } from './problem.ts';
import type { WrittenFile, WrittenScope } from './written.ts';

/** A problem with the file that it is in. */
export type AcrossProblem = { readonly file: WrittenFile; readonly problem: DocumentProblem };

/** A problem at a place inside a written scope. */
export const problemAt = (
  { file, path }: WrittenScope,
  inside: DocumentProblem['path'],
  found: string,
  expected: string,
): AcrossProblem => ({ file, problem: { path: [...path, ...inside], found, expected } });
