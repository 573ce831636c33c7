/** Something in the drop folder. `odd`: nothing that may be opened, and why. */
export type DropEntry = {
  readonly name: string;
  readonly size: number;
  /** When it was changed last, ms. */
  readonly mtime: number;
  readonly odd: string | null;
};

/** A folder from which files are taken. Everything throws what the file system throws, as an error with a code. */
export type DropFolder = {
  /** What lies in it, without what is hidden or marked as unfinished by its name, in the order of names. */
  readonly list: () => readonly DropEntry[];
  /** The entry as it is now; null when it is gone. */
  readonly look: (name: string) => DropEntry | null;
  /** The bytes of a regular file, decompressed. Throws DropUnreadable for what no later attempt can read. */
  readonly read: (name: string) => AsyncIterable<Buffer>;
  /** Moves it to `done` or, with the reason beside it, to `rejected`. Gives the name that it has there: never that of another file. */
  readonly finish: (name: string, reason: string | null) => string;
  /** Takes back a file of `done` that grew meanwhile; true when it did. `as`: what `finish` named it. */
  readonly takeBackGrown: (name: string, as: string, size: number) => boolean;
};

/** The file can never be read; the message says why, for people. */
export class DropUnreadable extends Error {
  override readonly name = 'DropUnreadable';
}
