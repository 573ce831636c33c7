import type { Packing, Unpacking } from '#core/kit/packed.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** Signs are counted by spans of this length. */
export const SIGN_SPAN = 5 * MINUTE;
const SPANS = 32;

/** The phone and GPS events of one person at one site: when the newest was, and in which of the last 32 spans there were any. */
export class PersonSigns {
  #last: EpochMs = Number.NEGATIVE_INFINITY;
  #newestSpan = Number.NEGATIVE_INFINITY;
  /** Bit n: there was a sign n spans before the newest. */
  #spans = 0;

  /** The order of the events does not matter. */
  add(at: EpochMs): void {
    this.#last = Math.max(this.#last, at);
    const span = Math.floor(at / SIGN_SPAN);
    const ahead = span - this.#newestSpan;
    if (ahead > 0) {
      this.#spans = ahead < SPANS ? (this.#spans << ahead) | 1 : 1;
      this.#newestSpan = span;
    } else if (-ahead < SPANS) this.#spans |= 1 << -ahead;
  }

  /** The newest sign; -Infinity while there was none. */
  get last(): EpochMs {
    return this.#last;
  }

  save(packing: Packing): void {
    for (const value of [this.#last, this.#newestSpan, this.#spans]) packing.number(value);
  }

  static restored(unpacking: Unpacking): PersonSigns {
    const signs = new PersonSigns();
    signs.#last = unpacking.number();
    signs.#newestSpan = unpacking.number();
    signs.#spans = unpacking.number();
    return signs;
  }

  /** In how many spans that end after `after` there was a sign, of the last 160 minutes. */
  spansAfter(after: EpochMs): number {
    const kept = this.#newestSpan - Math.floor(after / SIGN_SPAN) + 1;
    if (kept <= 0) return 0;
    let bits = kept >= SPANS ? this.#spans : this.#spans & ((1 << kept) - 1);
    let count = 0;
    for (; bits !== 0; bits &= bits - 1) count++;
    return count;
  }
}

const NOBODY: ReadonlyMap<string, PersonSigns> = new Map();

/** Who was heard of where, by phone and GPS. Fed with every such event, so that an audit needs no query. */
export class PeopleMemory {
  readonly #sites = new Map<number, Map<string, PersonSigns>>();

  /** `at` is min(ts, received_at), so that a clock set ahead never delays a silence. */
  observe(siteId: number, person: string, at: EpochMs): void {
    let people = this.#sites.get(siteId);
    if (people === undefined) {
      people = new Map();
      this.#sites.set(siteId, people);
    }
    let signs = people.get(person);
    if (signs === undefined) {
      signs = new PersonSigns();
      people.set(person, signs);
    }
    signs.add(at);
  }

  of(siteId: number): ReadonlyMap<string, PersonSigns> {
    return this.#sites.get(siteId) ?? NOBODY;
  }

  save(siteId: number, packing: Packing): void {
    const people = this.of(siteId);
    packing.number(people.size);
    for (const [person, signs] of people) {
      packing.text(person);
      signs.save(packing);
    }
  }

  /** Takes what `save` wrote of a site of which nothing is known yet. */
  restore(siteId: number, unpacking: Unpacking): void {
    const people = new Map<string, PersonSigns>();
    for (let left = unpacking.number(); left > 0; left--)
      people.set(unpacking.text(), PersonSigns.restored(unpacking));
    if (people.size > 0) this.#sites.set(siteId, people);
  }
}
