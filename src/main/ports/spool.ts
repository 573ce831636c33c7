/** Where files of imports lie until they are imported: out of memory, and out of the database. */
export type Spool = {
  /** Puts one piece of one file aside; the same piece again replaces it. */
  readonly put: (place: SpoolPlace, text: string) => void;
  /** The text of a file of so many pieces; null when one of them is not there. */
  readonly read: (place: Omit<SpoolPlace, 'piece'>, pieces: number) => string | null;
  /** Bytes of an import. */
  readonly size: (importId: string) => number;
  readonly remove: (importId: string) => void;
  /** Removes what was put aside before `before` and is nobody's any more. */
  readonly sweep: (before: number) => void;
};

export type SpoolPlace = {
  /** A UUID. */
  readonly import: string;
  readonly file: number;
  readonly piece: number;
};
