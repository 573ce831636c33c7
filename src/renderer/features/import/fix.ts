import type { Problem } from '#contract/reply.ts';
import { problemWords as words } from '#renderer/words/import.ts';

const MEANT = /(?:did you mean|is it) (.+?)\?$/;

/** What to write instead: what the reader of the file says, else the word that was probably meant, else what was expected. */
export function fixOf({ fix, expected }: Pick<Problem, 'fix' | 'expected'>): string {
  if (fix !== undefined && fix !== null) return fix;
  return words.write(MEANT.exec(expected)?.[1] ?? expected);
}
