import type { Packing, Unpacking } from '#core/kit/packed.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Fix, FixEvent } from './fixes.ts';
import { FIX_LOOKBACK } from './fixes.ts';
import { RecentBySite } from './recent-by-site.ts';

/** Stands for an accuracy that the source did not say. */
const UNSAID = -1;

/** The positions of people at every site, fed with every one that comes in, so that an audit needs no query. */
export class FixMemory {
  readonly #people: RecentBySite;

  /** `slack`: how long before the present an instant may lie for which `of` is asked, ms. */
  constructor(slack: number) {
    this.#people = new RecentBySite(5, FIX_LOOKBACK + slack);
  }

  /** A position as it comes in at `now`; one of nobody is left out. The order of the events does not matter. */
  observe(siteId: number, { person, ts, lat, lon, acc, mock }: FixEvent, now: EpochMs): void {
    if (person === null || lat === null || lon === null) return;
    this.#people.add(siteId, person, [ts, lat, lon, acc ?? UNSAID, mock ?? 0], now);
  }

  save(siteId: number, packing: Packing, now: EpochMs): void {
    this.#people.save(siteId, packing, now);
  }

  restore(siteId: number, unpacking: Unpacking): void {
    this.#people.restore(siteId, unpacking);
  }

  /** The fixes of each person at a site within FIX_LOOKBACK before `at`, oldest first. */
  of(siteId: number, at: EpochMs): ReadonlyMap<string, readonly Fix[]> {
    const fixes = new Map<string, readonly Fix[]>();
    for (const [person, rows] of [...this.#people.of(siteId)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const own = rows.between(at - FIX_LOOKBACK, at, fixOf);
      if (own.length > 0) fixes.set(person, own);
    }
    return fixes;
  }
}

const fixOf = (cell: (column: number) => number): Fix => ({
  ts: cell(0),
  lat: cell(1),
  lon: cell(2),
  accuracy: cell(3) === UNSAID ? null : cell(3),
  mock: cell(4) === 1,
});
