import type { EpochMs } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import { lastTickOf } from './last-tick.ts';

const KEY = 'clock_set_back';

/** By how much the clock reads less than it would, ms; another step adds to it until the clock reads again what it read before. */
type Kept = { readonly by_ms: number; readonly until: EpochMs };

/** That the clock was set back, kept across restarts: what counts from an instant that it had read before is not late because of it. */
export class SetBack {
  readonly #store: Pick<Store, 'state'>;
  #kept: Kept | null;

  constructor(store: Pick<Store, 'state'>, now: EpochMs) {
    this.#store = store;
    const stored = store.state.get(KEY);
    // safe: only `stepped` writes it
    const kept = stored === null ? null : (JSON.parse(stored) as Kept);
    const { tick } = lastTickOf(store);
    // Set back while the program was not running: its last tick lies ahead.
    const asleep = tick !== null && tick > now ? { by_ms: tick - now, until: tick } : null;
    this.#kept = wider(kept, asleep);
  }

  /** The clock was set by so much, ms, where it should have read `expected`. Call it within a transaction. */
  stepped(by_ms: number, expected: EpochMs): void {
    const before = this.#kept !== null && expected < this.#kept.until ? this.#kept : null;
    const kept = {
      by_ms: Math.max(0, (before?.by_ms ?? 0) - by_ms),
      until: Math.max(before?.until ?? expected, expected),
    };
    this.#kept = kept.by_ms === 0 ? null : kept;
    this.#store.state.set(KEY, JSON.stringify(this.#kept));
  }

  /** What the clock would read now for something that counts from `from`: one that lies ahead was read before the clock was set back. */
  readingFor(from: EpochMs, now: EpochMs): EpochMs {
    return from <= now ? now : Math.max(from, now + (this.#kept?.by_ms ?? 0));
  }
}

const wider = (one: Kept | null, other: Kept | null): Kept | null =>
  one === null || other === null
    ? (one ?? other)
    : { by_ms: Math.max(one.by_ms, other.by_ms), until: Math.max(one.until, other.until) };
