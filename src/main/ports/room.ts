/** The room on the disk of the database, and a file of real blocks there that can be given up when there is none left. */
export type Room = {
  /** Bytes that may still be written; null where the system does not say. */
  readonly free: () => number | null;
  /** Bytes that the whole ballast holds. */
  readonly ballastBytes: number;
  /** True while all of it is there. */
  readonly isHeld: () => boolean;
  /** Writes the ballast, unless that is under way already. Rejects when there is no room for it. */
  readonly hold: () => Promise<void>;
  /** Gives the ballast up. True when that made room. */
  readonly release: () => boolean;
};
