import type { EpochMs } from '#core/model/time.ts';
import { nameKey } from '#core/people/account-name.ts';
import { afterTry, closedFor, NO_TRIES, type Tries } from '#core/people/lockout.ts';

/** Names that nobody has share one count: whoever guesses names is slowed down like who guesses secrets. */
const UNKNOWN = '';

/**
 * Wrong tries by name. They are counted before anybody knows whether a try is right, so that many at once gain nothing; and kept
 * here beside the store, so that a disk that takes nothing opens no door.
 */
export class TryCounter {
  readonly #tries = new Map<string, Tries>();

  /** How long nobody is looked at, in ms. `stored` is null for a name that is no account's. */
  closedFor(name: string, stored: Tries | null, at: EpochMs): number {
    return closedFor(this.#of(name, stored), at);
  }
  /** Counts one more; returns what the store should keep. */
  count(name: string, stored: Tries | null, at: EpochMs): Tries {
    const next = afterTry(this.#of(name, stored), at);
    this.#tries.set(this.#key(name, stored), next);
    return next;
  }
  /** The last one was right, or an administrator has set another secret. */
  forget(name: string): void {
    this.#tries.delete(nameKey(name));
  }

  #of(name: string, stored: Tries | null): Tries {
    return this.#tries.get(this.#key(name, stored)) ?? stored ?? NO_TRIES;
  }
  #key(name: string, stored: Tries | null): string {
    return stored === null ? UNKNOWN : nameKey(name);
  }
}
