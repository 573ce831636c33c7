/** A file outside of the data folder that holds heads of the trail, a line each. */
export type AnchorFile = {
  readonly path: string;
  /** null: there is none. Throws where it cannot be read. */
  readonly read: () => string | null;
  /** On the disk when it returns. Throws where it cannot be written. */
  readonly append: (line: string) => void;
};
/** Opens one by its path; '' is the usual one, beside the data folder. */
export type OpenAnchorFile = (path: string) => AnchorFile;
