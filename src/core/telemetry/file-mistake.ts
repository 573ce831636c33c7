/** What is wrong with a file of another program, where, and what to do about it. Lines and columns count from 1. */
export type FileMistake = {
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  /** null: to write what was expected. */
  readonly fix: string | null;
};
