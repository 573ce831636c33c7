import type { EpochMs } from '#core/model/time.ts';
import { DueQueue } from '#core/schedule/due-queue.ts';
import type { Clock } from '#main/ports/time.ts';

/**
 * Armed timers, one instant per key, by the wall clock. While the wall clock reads earlier than it did before, a timer also
 * falls due once as much time has passed as was left when it was set: a clock that was set back delays nothing.
 */
export class WakeQueue {
  readonly #monotonic: Clock['monotonic'];
  readonly #byWall = new DueQueue<string>();
  readonly #byElapsed = new DueQueue<string>();
  readonly #planned = new Map<string, EpochMs>();
  #latest: EpochMs = Number.NEGATIVE_INFINITY;

  constructor({ monotonic }: Pick<Clock, 'monotonic'>) {
    this.#monotonic = monotonic;
  }

  /** Arms the key for `at`, instead of what was armed before. Armed again for the same instant it keeps its time. */
  set(key: string, at: EpochMs, now: EpochMs): void {
    if (this.#planned.get(key) === at) return;
    this.#planned.set(key, at);
    this.#byWall.set(key, at);
    this.#byElapsed.set(key, this.#monotonic() + at - now);
  }

  /** Arms the key for another try, unless it was armed for something else meanwhile. */
  again(key: string, at: EpochMs, now: EpochMs): void {
    if (!this.#planned.has(key)) this.set(key, at, now);
  }

  /** The clock has read this before, though it may have been set back since. */
  hasRead(instant: EpochMs): void {
    this.#latest = Math.max(this.#latest, instant);
  }

  delete(key: string): void {
    this.#planned.delete(key);
    this.#byWall.delete(key);
    this.#byElapsed.delete(key);
  }

  clear(): void {
    this.#planned.clear();
    this.#byWall.clear();
    this.#byElapsed.clear();
  }

  /** The earliest instant that is armed; Infinity when none is. */
  nextAt(): EpochMs {
    return this.#byWall.nextAt();
  }

  /** Removes and returns the earliest timer that is due, or null. `at` may be ahead of `now` when the clock was set back. */
  take(now: EpochMs): { readonly key: string; readonly at: EpochMs } | null {
    const wasSetBack = now < this.#latest;
    this.#latest = Math.max(this.#latest, now);
    const due = this.#byWall.take(now) ?? (wasSetBack ? this.#byElapsed.take(this.#monotonic()) : null);
    if (due === null) return null;
    const at = this.#planned.get(due.key) ?? due.at;
    // What fires ahead of the clock is judged as of its instant: that counts as read.
    this.#latest = Math.max(this.#latest, at);
    this.delete(due.key);
    return { key: due.key, at };
  }
}
