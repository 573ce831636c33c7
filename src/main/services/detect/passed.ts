import type { Problem } from '#contract/reply.ts';

/** Rows that were let pass with a word about them, and the line of the first. */
export type Passed = { readonly rows: number; readonly first: number };

/** What is to be said of the rows of a file once all are read: the first problems in full, of the others the number. */
export type RowLog = {
  readonly pass: (kind: 'missing' | 'repeated', line: number) => void;
  readonly fail: (line: number, field: string | null, found: string, expected: string) => void;
  readonly told: () => {
    readonly missing: Passed | null;
    readonly repeated: Passed | null;
    readonly wrong: number;
    readonly problems: readonly Problem[];
  };
};

const MOST_PROBLEMS = 100;
/** A cell is shown so far. */
const LONGEST_SHOWN = 80;

export function createRowLog(file: string): RowLog {
  const passed: { missing: Passed | null; repeated: Passed | null } = { missing: null, repeated: null };
  const problems: Problem[] = [];
  let wrong = 0;
  return {
    pass(kind, line) {
      const before = passed[kind];
      passed[kind] = { rows: (before?.rows ?? 0) + 1, first: before?.first ?? line };
    },
    fail(line, field, found, expected) {
      wrong += 1;
      if (problems.length >= MOST_PROBLEMS) return;
      const shown = found.length > LONGEST_SHOWN ? `${found.slice(0, LONGEST_SHOWN)}…` : found;
      problems.push({ file, place: `line ${line}`, line, field, found: shown, expected });
    },
    told: () => ({ ...passed, wrong, problems }),
  };
}
