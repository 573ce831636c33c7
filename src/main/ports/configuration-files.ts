import type { DocumentProblem, FileProblem } from '#core/config/problem.ts';
import type { WrittenFile } from '#core/config/written.ts';

/** One configuration file as it came. */
export type ConfigurationText = { readonly name: string; readonly text: string };

/** What the files say, and everything that is wrong with their form. Plain data: it may cross a thread. */
export type ParsedConfiguration = {
  /** Every file that could be read at all, wrong ones too: what they say is checked against the rest all the same. */
  readonly files: readonly WrittenFile[];
  readonly problems: readonly FileProblem[];
};

/** The way from texts to documents. An implementation may work in a thread of its own that can be ended. */
export type ConfigurationFiles = {
  /** Reads YAML, JSON and CSV and checks every document by the schema. Rejects only when the reader itself was ended. */
  readonly parse: (files: readonly ConfigurationText[]) => ParsedConfiguration | Promise<ParsedConfiguration>;
  /** Finds the lines of problems that showed later, when the file was held against what is stored. */
  readonly locate: (
    file: ConfigurationText,
    problems: readonly DocumentProblem[],
  ) => readonly FileProblem[] | Promise<readonly FileProblem[]>;
};
