import type { SeriesKind } from '#core/anomaly/detector.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import type { EpochMs } from '#core/model/time.ts';

/** The model of one metric at one site, as it was when its site was kept. */
export type ModelRow = {
  readonly stream: number;
  readonly kind: SeriesKind;
  readonly state: Float32Array;
};

/** Every model of a site when its buckets before `quarter` (15 minutes since 1970) had been taken in. */
export type Checkpoint = {
  readonly site_id: number;
  readonly quarter: number;
  readonly models: readonly ModelRow[];
};

/** The models of a site as they were stored, and up to which bucket its newest checkpoint keeps them; null where it has none. */
export type StoredModels = Checkpoint & { readonly kept_to: number | null };

/** What the models made of one bucket of a site. */
export type ScoredRow = {
  readonly quarter: number;
  readonly site_id: number;
  readonly samples: readonly Sample[];
};

export type LeftOutRow = {
  readonly site_id: number;
  /** YYYY-MM-DD, local. */
  readonly date: string;
  readonly reason: string;
  readonly actor: string;
  readonly at: EpochMs;
};

/** What a verdict on one anomaly made the models learn. */
export type LessonRow = {
  readonly finding_id: string;
  readonly site_id: number;
  readonly quarter: number;
  readonly verdict: 'NORMAL' | 'TAKEN_OUT';
};

export type BaselineRepo = {
  /** The newest checkpoint of each site, or the newest at or before a bucket. */
  readonly checkpoints: (siteIds: readonly number[], atOrBefore: number | null) => readonly StoredModels[];
  /** The models of each site as they were stored last: put aside, or at the newest checkpoint. */
  readonly newest: (siteIds: readonly number[]) => readonly StoredModels[];
  /** Puts models aside until their site's next turn, in the place of what was put aside of it before. No checkpoint: nobody goes back to it. */
  readonly putAside: (models: readonly Checkpoint[]) => void;
  /** Keeps the models of sites, and drops all but the newest few checkpoints of each. */
  readonly keep: (checkpoints: readonly Checkpoint[]) => void;
  /** What was made of the buckets from <= quarter < to of the sites, oldest first. One statement. */
  readonly scored: (siteIds: readonly number[], from: number, to: number) => readonly ScoredRow[];
  readonly saveScored: (rows: readonly ScoredRow[]) => void;
  readonly forgetScored: (before: number) => void;
  /** Drops the checkpoints of a site, and what was put aside of it, that were made after a bucket. */
  readonly dropAfter: (siteId: number, quarter: number) => void;
  /** Forgets the models of the sites and what they made of every bucket from `from` on. */
  readonly clear: (siteIds: readonly number[], from: number) => void;
  readonly leftOut: (siteIds: readonly number[]) => readonly LeftOutRow[];
  readonly leaveOut: (row: LeftOutRow) => void;
  readonly takeIn: (siteId: number, date: string) => void;
  readonly lesson: (findingId: string) => LessonRow | null;
  /** When a site was taught last: the bucket up to which it had taken everything in; null: never. */
  readonly taughtAt: (siteId: number) => number | null;
  readonly teach: (row: LessonRow) => void;
};
