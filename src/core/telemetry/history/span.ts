import { DAY, type EpochMs, HOUR, type Interval, MINUTE } from '#core/model/time.ts';

/** What is older than the mark by this is asked again: devices deliver late, and clocks differ. */
export const OVERLAP = 15 * MINUTE;
/** Nothing older is asked for: who was away for longer imports a file. */
export const OLDEST = 30 * DAY;
/** A mark is never older than this before what was asked: a device without a fix of its own must not be asked for all its past each time. */
const MARK_PATIENCE = DAY;
/** Of one question: at first, at most and at least. */
const FIRST_SPAN = 6 * HOUR;
const LONGEST_SPAN = DAY;
const SHORTEST_SPAN = MINUTE;

/** How much of the past one question is about: less after an answer that was too long, more after one that was not. */
export class SpanLength {
  #length: number = FIRST_SPAN;

  get ms(): number {
    return this.#length;
  }

  /** False when it cannot be shorter. */
  shorten(): boolean {
    if (this.#length === SHORTEST_SPAN) return false;
    this.#length = Math.max(SHORTEST_SPAN, this.#length / 2);
    return true;
  }

  lengthen(): void {
    this.#length = Math.min(LONGEST_SPAN, this.#length * 2);
  }
}

/** From where on a device is asked up to `now`. `mark`: how far its history is known; null: nothing is, and `back` ms are wanted. */
export function askedFrom(mark: EpochMs | null, now: EpochMs, back: number): EpochMs {
  const from = mark === null ? now - back : mark - OVERLAP;
  return Math.min(now, Math.max(from, now - OLDEST));
}

/** The next question, or null behind the last. */
export const nextSpan = (from: EpochMs, until: EpochMs, length: number): Interval | null =>
  from < until ? { start: from, end: Math.min(until, from + length) } : null;

/**
 * How far the history of a device is known when everything before `asked` was answered. That is up to its newest fix and not further:
 * a device that was out of reach delivers what it kept in the order of its fixes, and goes on with it later.
 */
export const markAfter = (mark: EpochMs | null, newestFix: EpochMs | null, asked: EpochMs): EpochMs =>
  Math.max(mark ?? Number.NEGATIVE_INFINITY, Math.min(newestFix ?? 0, asked), asked - MARK_PATIENCE);
