import type { EpochMs } from '#core/model/time.ts';

/**
 * What is due when, of jobs that are numbered from 0: the earliest first, of the same instant the lower number. A binary heap over
 * typed arrays: tens of thousands of jobs are planned in a few milliseconds, and hold 12 bytes each.
 */
export class SlotQueue {
  readonly #dueAt: Float64Array;
  readonly #heap: Int32Array;
  #size = 0;

  constructor(jobs: number) {
    this.#dueAt = new Float64Array(jobs);
    this.#heap = new Int32Array(jobs);
  }

  /** Plans a job that is not planned. */
  add(job: number, at: EpochMs): void {
    this.#dueAt[job] = at;
    this.#rise(this.#size, job);
    this.#size += 1;
  }

  /** Removes and returns the earliest job that is due at or before `until`; -1 when there is none. */
  take(until: EpochMs): number {
    const first = this.#heap[0] ?? -1;
    if (this.#size === 0 || this.dueAt(first) > until) return -1;
    this.#size -= 1;
    if (this.#size > 0) this.#sink(this.#heap[this.#size] ?? -1);
    return first;
  }

  /** When the earliest job is due; Infinity when none is planned. */
  nextAt(): EpochMs {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.dueAt(this.#heap[0] ?? -1);
  }

  /** When a job is due, or was when it was taken. */
  dueAt(job: number): EpochMs {
    return this.#dueAt[job] ?? Number.POSITIVE_INFINITY;
  }

  #isBefore(job: number, other: number): boolean {
    const [at, otherAt] = [this.dueAt(job), this.dueAt(other)];
    return at < otherAt || (at === otherAt && job < other);
  }

  /** Puts a job where it belongs on the way from a place at the bottom to the top. */
  #rise(from: number, job: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above] ?? -1;
      if (this.#isBefore(parent, job)) break;
      this.#heap[place] = parent;
      place = above;
    }
    this.#heap[place] = job;
  }

  /** Puts a job where it belongs on the way from the top, whose job is gone, to the bottom. */
  #sink(job: number): void {
    let place = 0;
    for (let below = 1; below < this.#size; below = 2 * place + 1) {
      const [left, right] = [this.#heap[below] ?? -1, this.#heap[below + 1] ?? -1];
      const isRight = below + 1 < this.#size && this.#isBefore(right, left);
      const child = isRight ? right : left;
      if (this.#isBefore(job, child)) break;
      this.#heap[place] = child;
      place = isRight ? below + 1 : below;
    }
    this.#heap[place] = job;
  }
}
