import type { EpochMs } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';

/** Which looks at the trails of guards were written down in this hour; after a restart they are written once more. */
export class Looks {
  #hour = Number.NEGATIVE_INFINITY;
  #known = new Set<string>();

  /** True when this is the first of its hour; it counts from then on. */
  isNew(actor: string, site: string, finding: string | null, at: EpochMs): boolean {
    const hour = Math.floor(at / HOUR);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#known = new Set();
    }
    const key = JSON.stringify([actor, site, finding]);
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    return true;
  }
}
