import type { Hold } from '#core/model/hold.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ReadModel } from './read-model.ts';

/** Findings of long ago, in a file of their own beside the database. */
export type Archive = {
  /** Brings one that is there up to date, and finishes what was cut off. Throws StoreTrouble where it is damaged. */
  readonly settle: () => void;
  /**
   * Moves the findings that were resolved before an instant, each family of parent and children at once, with their evidence, alerts,
   * steps, dispatches, messages and timeline; yields after each. Nothing is lost or there twice, wherever it is cut off.
   */
  readonly move: (before: EpochMs, at: EpochMs) => Generator<void, { readonly findings: number }>;
  /**
   * Deletes what says who and where of findings that were resolved before an instant, here and in the database, unless a hold is about them:
   * evidence, dispatches, messages, payloads of the trail. Yields after each slice; returns how many rows went.
   */
  readonly purgeDetails: (before: EpochMs, holds: readonly Hold[]) => Generator<void, number>;
  /** Writes the file anew, without the bytes of what was deleted. */
  readonly compact: () => void;
  readonly close: () => void;
};

/** The archive as questions see it; null while nothing was ever moved. */
export type ArchiveReads = {
  readonly findings: () => ReadModel['findings'] | null;
  readonly indicators: () => ReadModel['indicators'] | null;
  readonly runbookUses: () => ReadModel['runbooks']['uses'] | null;
  /** Everything that is wrong with it, in words, and how many findings were moved. Reads all of it. */
  readonly check: () => { readonly findings: number; readonly problems: readonly string[] };
};
