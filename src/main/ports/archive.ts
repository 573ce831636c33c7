import type { Finding } from '#core/model/finding.ts';
import type { Hold } from '#core/model/hold.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ReadModel } from './read-model.ts';

/** Findings of long ago, in a file of their own beside the database. */
export type Archive = {
  /** Opens one that is there and brings it up to date; false while `settle` has something to do. Throws StoreTrouble where it is damaged. */
  readonly isSettled: () => boolean;
  /** Finishes what was cut off, and what an older backup in the database's place does not know. Throws as `isSettled` does. Yields after each slice. */
  readonly settle: () => Generator<void>;
  /**
   * Moves the findings that were resolved before an instant, if their whole family of parent and children was, with their evidence, alerts,
   * steps, dispatches, messages and timeline; yields after each slice. Nothing is lost or there twice, wherever it is cut off.
   */
  readonly move: (before: EpochMs, at: EpochMs) => Generator<void, { readonly findings: number }>;
  /**
   * Deletes what says who and where of findings that were resolved before an instant, here and in the database, unless a hold is about them:
   * evidence, dispatches, messages, payloads of the trail. Yields after each slice; returns how many rows went.
   */
  readonly purgeDetails: (before: EpochMs, holds: readonly Hold[]) => Generator<void, number>;
  /** The finding, if it was moved there. Throws as `isSettled` does. */
  readonly finding: (id: string) => Finding | null;
  /**
   * Puts changed findings in the place of what they were there, and in one transaction of the database what else belongs to that: the archive
   * follows, also when it was cut off in between. Only what `settle` can tell from amendments may be changed.
   */
  readonly amend: (changed: readonly Finding[], write: () => void) => void;
  /** Writes the file anew, without the bytes of what was deleted. */
  readonly compact: () => void;
  readonly close: () => void;
};

/** The archive as questions see it; null while nothing was ever moved. */
export type ArchiveReads = {
  readonly findings: () => ReadModel['findings'] | null;
  readonly indicators: () => ReadModel['indicators'] | null;
  readonly detailsDue: () => ReadModel['detailsDue'] | null;
  /** Of its file with what waits to be written into it; null while there is none. */
  readonly bytes: () => number | null;
  readonly runbookUses: () => ReadModel['runbooks']['uses'] | null;
  /** Everything that is wrong with it, in words, and how many findings were moved. Reads all of it. */
  readonly check: () => { readonly findings: number; readonly problems: readonly string[] };
};
