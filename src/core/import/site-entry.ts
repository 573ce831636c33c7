/** Where something stands in a file; lines and columns count from 1. */
export type TextPlace = { readonly line: number; readonly column: number };

/** One thing that a file of another program says of a site that is configured already. */
export type SiteEntry<At = TextPlace> = {
  /** What it is; null: the calendar does not say whether it holds shifts or maintenance. */
  readonly what: 'geofence' | 'shifts' | 'maintenance' | null;
  /** The code or name of the site, as the file has it; null where it says none. */
  readonly site: string | null;
  /** Code or name of the person of a shift, surest first. */
  readonly people: readonly string[];
  /** The fence, or the fields of a shift or window but for person and reason, as a configuration file has them. */
  readonly value: Readonly<Record<string, unknown>>;
  /** What the entry is about, for the reason of a maintenance window. */
  readonly title: string;
  readonly at: At;
};

/** What is wrong with an entry: where, what was found, what was expected, and what to do about it. */
export type EntryProblem<At = TextPlace> = {
  readonly at: At;
  readonly field: string | null;
  readonly found: string;
  readonly expected: string;
  readonly fix: string | null;
};

/** What such a file says, and everything that is wrong with it; of a JSON file first by path. */
export type SiteEntries<At = TextPlace> = {
  readonly entries: readonly SiteEntry<At>[];
  readonly problems: readonly EntryProblem<At>[];
};
