import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** Alarms are counted over this long, in ms. */
export const FLOOD_WINDOW = 10 * MINUTE;
/** With more alarms than this in the window nobody can keep up (EEMUA 191, ISA-18.2). */
export const FLOOD_ABOVE = 10;
/** With fewer than this the flood is over. */
export const FLOOD_OVER_BELOW = 5;

/** What a look at the alarms came to. */
export type Turn = 'began' | 'ended' | null;

/**
 * Knows whether more alarms come than one person can take: in above 10 findings in 10 minutes, out below 5. A finding that is
 * heard again counts once, at its newest. An alarm counts in (now − 10 min, now].
 */
export class FloodWatch {
  /** When each finding was heard last, oldest first. */
  readonly #heard = new Map<string, EpochMs>();
  #newest: EpochMs = Number.NEGATIVE_INFINITY;
  #since: EpochMs | null;

  /** `since` and `heard`, the oldest first: what is known of the time before a start; judged at the first look. */
  constructor(since: EpochMs | null = null, heard: Iterable<readonly [id: string, at: EpochMs]> = []) {
    this.#since = since;
    for (const [id, at] of heard) this.#hear(id, at);
  }

  /** When the flood began; null while there is none. */
  get since(): EpochMs | null {
    return this.#since;
  }

  /** Findings heard within the window, as of the last look. */
  get alarms(): number {
    return this.#heard.size;
  }

  /** Alarms that come together count together. */
  hear(findingIds: readonly string[], at: EpochMs): Turn {
    this.#forget(at);
    for (const id of findingIds) this.#hear(id, at);
    return this.#judge(at);
  }

  /** Time went on. */
  pass(at: EpochMs): Turn {
    this.#forget(at);
    return this.#judge(at);
  }

  #hear(id: string, at: EpochMs): void {
    this.#heard.delete(id);
    this.#heard.set(id, at);
    this.#newest = Math.max(this.#newest, at);
  }

  #judge(at: EpochMs): Turn {
    if (this.#since === null && this.#heard.size > FLOOD_ABOVE) {
      this.#since = at;
      return 'began';
    }
    if (this.#since !== null && this.#heard.size < FLOOD_OVER_BELOW) {
      this.#since = null;
      return 'ended';
    }
    return null;
  }

  #forget(at: EpochMs): void {
    if (at < this.#newest) this.#setBack(at);
    for (const [id, heardAt] of this.#heard) {
      if (heardAt > at - FLOOD_WINDOW) return;
      this.#heard.delete(id);
    }
  }

  /** The clock was set back: what lies in its future happened just now, or it would count for longer than the window. */
  #setBack(at: EpochMs): void {
    for (const [id, heardAt] of this.#heard) this.#heard.set(id, Math.min(heardAt, at));
    this.#newest = at;
    if (this.#since !== null) this.#since = Math.min(this.#since, at);
  }
}
