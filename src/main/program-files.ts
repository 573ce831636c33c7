import type { ThreadFiles } from './workers/settings.ts';

/** Where the program's own files are, and which version it is. */
export type ProgramFiles = {
  /** Folder with migrations and runbooks. */
  readonly resources: string;
  /** Folder of the built screens. */
  readonly screens: string;
  /** Folder of the built page of bundles. */
  readonly bundlePage: string;
  readonly threads: ThreadFiles;
  readonly version: string;
};
