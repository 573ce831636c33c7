/** What of the machine and of the log the diagnostics tell. */
export type DiagnosticsReads = {
  /** The system, its processor, memory and the versions of what Vigil runs on. */
  readonly machine: () => Readonly<Record<string, string | number>>;
  /** The newest lines of the log, the oldest first; none where there is no log. */
  readonly logLines: () => readonly string[];
};
