import type { DocumentProblem, FileProblem } from '#core/config/problem.ts';
import type { WrittenFile } from '#core/config/written.ts';
import type { SiteEntry } from '#core/import/site-entry.ts';
import type { CalendarUse, ConfigurationKind } from '#core/model/file-kind.ts';

/** One configuration file as it came. */
export type ConfigurationText = {
  readonly name: string;
  readonly text: string;
  /** What the person says that it is, instead of what it was recognised as. */
  readonly kind?: ConfigurationKind | undefined;
  /** What the entries of a calendar are that do not say so. */
  readonly use?: CalendarUse | undefined;
};

/** A file of geofences or a calendar: what it says of sites that are configured already. */
export type BesideFile = { readonly name: string; readonly entries: readonly SiteEntry[] };

/** What the files say, and everything that is wrong with their form. Plain data: it may cross a thread. */
export type ParsedConfiguration = {
  /** Every file that could be read at all, wrong ones too: what they say is checked against the rest all the same. */
  readonly files: readonly WrittenFile[];
  readonly beside: readonly BesideFile[];
  readonly problems: readonly FileProblem[];
};

/** The way from texts to documents. An implementation may work in a thread of its own that can be ended. */
export type ConfigurationFiles = {
  /** Reads YAML, JSON, CSV, GeoJSON and iCalendar and checks every document by the schema. Rejects only when the reader itself was ended. */
  readonly parse: (files: readonly ConfigurationText[]) => ParsedConfiguration | Promise<ParsedConfiguration>;
  /** Finds the lines of problems that showed later, when the file was held against what is stored. */
  readonly locate: (
    file: ConfigurationText,
    problems: readonly DocumentProblem[],
  ) => readonly FileProblem[] | Promise<readonly FileProblem[]>;
};
