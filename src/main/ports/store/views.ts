import type { EpochMs } from '#core/model/time.ts';

/** A filter of the feed under its name. */
export type StoredView = {
  readonly name: string;
  /** What the screen wrote; undefined when it is no JSON. Another version may have written what this one cannot read. */
  readonly view: unknown;
  readonly saved_at: EpochMs;
  readonly saved_by: string;
};

export type ViewRepo = {
  /** By name. */
  readonly all: () => readonly StoredView[];
  readonly get: (name: string) => StoredView | null;
  /** Inserts or replaces by name. */
  readonly save: (view: StoredView) => void;
  readonly remove: (name: string) => void;
};
