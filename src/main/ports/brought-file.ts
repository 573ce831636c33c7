/** A file of this machine that somebody asked Vigil to open. */
export type BroughtFileOpen = {
  readonly bytes: number;
  /** Rejects with what the file system says. Fewer bytes where the file ends before. */
  readonly read: (at: number, length: number) => Promise<Uint8Array>;
};

/** Looks at a file. Rejects with what the file system says, and for what is no file. */
export type OpenBroughtFile = (path: string) => Promise<BroughtFileOpen>;
