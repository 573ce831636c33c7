import { foldTourRuns, type TourRun } from '#core/audit/tour-runs.ts';
import type { ActivityRow } from '#main/ports/store.ts';

type Folded = { readonly events: readonly ActivityRow[]; readonly runs: readonly TourRun[] };

/** Of so many sites runs are kept: all of a small fleet's. A large one has no room for them. */
const MOST_KEPT = 100;

/** The runs of the tours of each site, as they were folded last: from one round to the next mostly nothing has come. */
export class FoldedTours {
  readonly #sites = new Map<number, Folded>();

  /** The runs that the events of a site make. */
  of(siteId: number, events: readonly ActivityRow[]): readonly TourRun[] {
    const known = this.#sites.get(siteId);
    if (known !== undefined && areSame(known.events, events)) return known.runs;
    const runs = foldTourRuns(events);
    if (known === undefined && this.#sites.size >= MOST_KEPT) this.#sites.clear();
    this.#sites.set(siteId, { events, runs });
    return runs;
  }
}

/** An event never changes: those of a site are the same when their instants and keys are. */
const areSame = (known: readonly ActivityRow[], events: readonly ActivityRow[]): boolean =>
  known.length === events.length &&
  known.every(({ ts, key, stream }, place) => {
    const other = events[place];
    return other !== undefined && other.key === key && other.ts === ts && other.stream === stream;
  });
