import type { Random } from '#core/kit/random.ts';

/** What became of one input. PARTIAL: it was refused and something was written all the same. */
export type Outcome = 'ACCEPTED' | 'REFUSED' | 'PARTIAL';

/** Reads inputs of one format as the program does. Throws at what would have been a crash. */
export type Reader = AsyncDisposable & {
  readonly read: (bytes: Buffer) => Promise<Outcome>;
  /** Makes its own inputs, where a file that is damaged anywhere would seldom come far. */
  readonly draw?: (random: Random) => Buffer;
  /** How often the shell's thread gave nobody a turn for too long, since it was asked last; where a shell is at work. */
  readonly stalls?: () => number;
};

/** A format with the files that are damaged. */
export type Format = {
  readonly seeds: () => readonly Buffer[];
  readonly open: () => Promise<Reader>;
  /** How many inputs the tests read where it is more than of others. */
  readonly least?: number;
};
