import type { Sensitivity } from '#core/model/audit-config.ts';
import type { Grid, Slot } from './grid.ts';
import type { Restart } from './restart.ts';

/** Counts have a level that only grows with what happens; gauges are readings that may be anything. */
export type SeriesKind = 'COUNT' | 'GAUGE';

/** What one bucket came to, before anything of it was learned. */
export type Scored = {
  readonly expected: number;
  /** How far samples scatter around `expected`: for counts psi of variance = expected + psi·expected², for gauges the standard deviation. */
  readonly spread: number;
  /** z of the bucket alone. */
  readonly z: number;
  /** The score that is held against the sensitivity, signed: sigma per day for counts, mean z for gauges. NaN where nobody asked. */
  readonly score: number;
  /** The window that the score is of: its length in buckets, what it held and what was expected. */
  readonly window: { readonly length: number; readonly observed: number; readonly expected: number };
  /** What was learned; null: nothing. */
  readonly lesson: number | null;
  readonly restart: Restart | null;
};

/** What a bucket is expected to hold, and the edges beyond which it alone would be an alarm. */
export type Edges = { readonly low: number; readonly high: number };
export type Band = Edges & { readonly expected: number; readonly spread: number };

/** One streaming detector; what it knows of a series is in that series' state (`emptyState`). */
export type Detector = {
  readonly kind: SeriesKind;
  readonly grid: Grid;
  /** Takes the next bucket in, in order. A bucket that nobody can vouch for is left out. `scored: false` leaves the same state and no score. */
  readonly step: (state: Float32Array, slot: Slot, value: number, scored: boolean) => Scored;
  /** What the state expects of a bucket at or after its newest one; changes nothing. `threshold`: of `thresholdOf`. */
  readonly band: (state: Float32Array, slot: Slot, threshold: number) => Band;
  /** The edges of the band around an expectation, from what a step said of it. */
  readonly edges: (expected: number, spread: number, threshold: number) => Edges;
  /** Shares of the levels (all hours, hour of day, hour and day type, hour of week) in an expectation, adding up to 1. */
  readonly shares: (state: Float32Array, slot: Slot) => readonly number[];
  /** Changes what was learned of an earlier bucket: by so many hours of exposure and so much of its sum. */
  readonly relearn: (state: Float32Array, slot: Slot, exposure: number, sum: number) => void;
  /** The score at which a sensitivity is alarmed. */
  readonly thresholdOf: (sensitivity: Sensitivity) => number;
};
