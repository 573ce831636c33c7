/** A file outside of the data folder that holds heads of the trail, a line each. It may be a place that stops answering: then both reject after some seconds. */
export type AnchorFile = {
  readonly path: string;
  /** null: there is none. Rejects where it cannot be read. */
  readonly read: () => Promise<string | null>;
  /** On the disk when it resolves, and after whole lines only. Rejects where it cannot be written. */
  readonly append: (line: string) => Promise<void>;
};
/** Opens one by its path; '' is the usual one, beside the data folder. */
export type OpenAnchorFile = (path: string) => AnchorFile;
