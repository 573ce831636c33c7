import type { Absence, CheckInExtension, Noted, TourByHand } from '#core/model/noted.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';

type AtSite = { readonly site_id: number };
/** What the desk noted, with when it was taken back; whenever that was. */
export type NotedRows = {
  readonly absences: readonly (Absence & AtSite & { readonly withdrawn_at: EpochMs | null })[];
  readonly extensions: readonly (CheckInExtension & AtSite)[];
  readonly tours: readonly (TourByHand & AtSite)[];
};

const NOTHING: NotedRows = { absences: [], extensions: [], tours: [] };

/** A site with its notes, and the instants between which they are the same. */
type Known = {
  readonly base: Site;
  readonly site: Site;
  readonly from: EpochMs;
  readonly until: EpochMs;
};

/**
 * What the desk has noted of each site, as of an instant that only moves forward: what is noted later is not known yet, and
 * what is withdrawn later still holds.
 */
export class NotedMemory {
  readonly #rows = new Map<number, NotedRows>();
  readonly #known = new Map<number, Known>();
  #asOf: EpochMs;

  constructor(rows: NotedRows, asOf: EpochMs) {
    this.#asOf = asOf;
    const ids = new Set(
      Object.values(rows).flatMap((list: readonly AtSite[]) => list.map((row) => row.site_id)),
    );
    for (const id of ids) this.replace(id, rowsOf(rows, id));
  }

  /** Takes all that is noted of a site, instead of what was known of it. */
  replace(siteId: number, rows: NotedRows): void {
    this.#rows.set(siteId, rows);
    this.#known.delete(siteId);
  }

  /** What has been noted by `at` is known from now on. */
  advance(at: EpochMs): void {
    this.#asOf = Math.max(this.#asOf, at);
  }

  /** The site with what is known of it: the same object until that changes. */
  of(base: Site): Site {
    const rows = this.#rows.get(base.id);
    if (rows === undefined) return base;
    const known = this.#known.get(base.id);
    if (known?.base === base && known.from <= this.#asOf && this.#asOf < known.until) return known.site;
    const until = this.nextChange(base.id) ?? Number.POSITIVE_INFINITY;
    const site = { ...base, noted: notedBy(rows, this.#asOf) };
    this.#known.set(base.id, { base, site, from: this.#asOf, until });
    return site;
  }

  /** When more will be known of the site; null when nothing was noted later. */
  nextChange(siteId: number): EpochMs | null {
    const { absences, extensions, tours } = this.#rows.get(siteId) ?? NOTHING;
    const instants = [
      ...absences.flatMap(({ noted_at, withdrawn_at }) => [noted_at, withdrawn_at ?? noted_at]),
      ...[...extensions, ...tours].map(({ noted_at }) => noted_at),
    ].filter((at) => at > this.#asOf);
    return instants.length === 0 ? null : Math.min(...instants);
  }

  /** True for the run of a record that the desk made, whenever it did. */
  isByHand(siteId: number, run: string | null): boolean {
    return run !== null && (this.#rows.get(siteId)?.tours.some((tour) => tour.run === run) ?? false);
  }
}

const rowsOf = ({ absences, extensions, tours }: NotedRows, siteId: number): NotedRows => ({
  absences: absences.filter(({ site_id }) => site_id === siteId),
  extensions: extensions.filter(({ site_id }) => site_id === siteId),
  tours: tours.filter(({ site_id }) => site_id === siteId),
});

function notedBy({ absences, extensions, tours }: NotedRows, asOf: EpochMs): Noted {
  const isKnown = ({ noted_at }: { readonly noted_at: EpochMs }) => noted_at <= asOf;
  const inOrder = (a: { readonly noted_at: EpochMs }, b: { readonly noted_at: EpochMs }) =>
    a.noted_at - b.noted_at;
  return {
    absences: absences
      .filter((row) => isKnown(row) && (row.withdrawn_at === null || row.withdrawn_at > asOf))
      .toSorted(inOrder),
    extensions: extensions.filter(isKnown).toSorted(inOrder),
    tours: tours.filter(isKnown).toSorted(inOrder),
  };
}
