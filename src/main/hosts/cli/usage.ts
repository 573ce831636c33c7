/** The command was written wrongly: exit code 2, with the line that shows how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit codes of every command. */
export const DONE = 0;
export const FAILED = 1;
export const MISUSED = 2;
export type ExitCode = typeof DONE | typeof FAILED | typeof MISUSED;
