import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** Upper edges of the buckets that gaps are counted in, in minutes. A longer gap is a pause and no habit. */
const EDGES = [1, 1.5, 2, 3, 4, 6, 8, 11, 15, 20, 25, 30];
/** Fewer gaps are no habit yet: an hour of a source that is heard every minute. */
export const ENOUGH_GAPS = 60;
/** Beyond this many every count is halved, so that the habit follows the source. */
const MOST_GAPS = 4_096;

/** How long a source usually pauses between two events: counts of gaps in buckets that grow, old ones counting less. */
export class GapHabit {
  readonly #counts: number[];
  #total: number;

  constructor(counts: readonly number[] = []) {
    this.#counts = EDGES.map((_, index) => counts[index] ?? 0);
    this.#total = this.#counts.reduce((sum, count) => sum + count, 0);
  }

  get counts(): readonly number[] {
    return this.#counts;
  }

  /** One gap in ms. */
  add(gap: EpochMs): void {
    const bucket = EDGES.findIndex((edge) => gap <= edge * MINUTE);
    if (bucket === -1) return;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total++;
    if (this.#total > MOST_GAPS) this.#fade();
  }

  /** The gap in ms that 99 of 100 do not exceed, rounded up to its bucket; null while too few are known. */
  p99(): EpochMs | null {
    if (this.#total < ENOUGH_GAPS) return null;
    let beyond = this.#total;
    const bucket = this.#counts.findIndex((count) => {
      beyond -= count;
      return beyond <= this.#total / 100;
    });
    return (EDGES[bucket] ?? 0) * MINUTE;
  }

  #fade(): void {
    for (const [index, count] of this.#counts.entries()) this.#counts[index] = Math.floor(count / 2);
    this.#total = this.#counts.reduce((sum, count) => sum + count, 0);
  }
}
