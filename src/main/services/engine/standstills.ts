import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';

/** Shorter ones delay no alarm that anybody would notice. */
const LEAST = SECOND;
/** What lasts longer is a gap in the audits, and a finding of its own; mostly the machine slept. */
const MOST = MINUTE;
/** So long people are told of one. */
const TOLD_FOR = 10 * MINUTE;

type Standstill = { readonly at: EpochMs; readonly ms: number };

/** The times at which the engine's thread gave nobody a turn: meanwhile nothing was received and nothing audited. */
export class Standstills {
  #known: readonly Standstill[] = [];

  /** The thread stood still for so many ms until `at`. False where that is not worth a word. */
  note(ms: number, at: EpochMs): boolean {
    if (ms < LEAST || ms > MOST) return false;
    this.#known = [...this.#latelyAt(at), { at, ms }];
    return true;
  }

  /** The longest of the last ten minutes in words; null when there was none. */
  told(now: EpochMs): string | null {
    this.#known = this.#latelyAt(now);
    if (this.#known.length === 0) return null;
    const seconds = (Math.max(...this.#known.map(({ ms }) => ms)) / SECOND).toFixed(1);
    return `The engine stood still for ${seconds} s within the last 10 minutes, and nothing was received or audited meanwhile: the computer or its disk was too busy, or a step took too long.`;
  }

  /** After the clock was set back none lies ahead. */
  #latelyAt(now: EpochMs): readonly Standstill[] {
    return this.#known.filter(({ at }) => at <= now && now - at < TOLD_FOR);
  }
}
