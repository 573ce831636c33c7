import { firstFrom } from '#core/kit/sorted.ts';
import { FIRST_CUSTOM_STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ActivityRow, StoredEvent } from '#main/ports/store.ts';

/** How often an event counts: a custom metric tells it. */
export const timesOf = ({ stream, ref }: StoredEvent): number =>
  stream < FIRST_CUSTOM_STREAM ? 1 : (ref ?? 1);

/** What is put in order of its instant, then its key. */
type Keyed = { readonly ts: EpochMs; readonly key: number };

/** Rows by instant and key. They mostly come in that order; a late one is put where it belongs. */
export class Ordered<Row extends Keyed> {
  readonly #rows: Row[] = [];

  /** False for one that is there already: the first counts. */
  add(row: Row): boolean {
    const last = this.#rows.at(-1);
    if (last === undefined || isBefore(last, row.ts, row.key)) {
      this.#rows.push(row);
      return true;
    }
    const place = this.#placeOf(row.ts, row.key);
    const there = this.#rows[place];
    if (there !== undefined && there.ts === row.ts && there.key === row.key) return false;
    this.#rows.splice(place, 0, row);
    return true;
  }

  /** Those with from < ts <= to. */
  span(from: EpochMs, to: EpochMs): readonly Row[] {
    const last = this.#rows.at(-1);
    if (last === undefined || last.ts <= from) return [];
    return this.#rows.slice(this.#after(from), last.ts <= to ? this.#rows.length : this.#after(to));
  }

  /** Those with ts <= at, the newest first. */
  *backFrom(at: EpochMs): Generator<Row> {
    for (let place = this.#after(at) - 1; place >= 0; place--) {
      const row = this.#rows[place];
      if (row !== undefined) yield row;
    }
  }

  find(ts: EpochMs, key: number): Row | null {
    const row = this.#rows[this.#placeOf(ts, key)];
    return row !== undefined && row.ts === ts && row.key === key ? row : null;
  }

  get first(): Row | undefined {
    return this.#rows[0];
  }

  get last(): Row | undefined {
    return this.#rows.at(-1);
  }

  /** Where the first row after an instant is. */
  #after = (at: EpochMs): number => this.#placeOf(at, Number.POSITIVE_INFINITY);

  /** Where the first row is that is not before an instant and key. */
  #placeOf(ts: EpochMs, key: number): number {
    return firstFrom(this.#rows.length, (place) => {
      const row = this.#rows[place];
      return row !== undefined && isBefore(row, ts, key);
    });
  }
}

const isBefore = (row: Keyed, ts: EpochMs, key: number): boolean =>
  row.ts < ts || (row.ts === ts && row.key < key);

/** One stream of a site: its events, and of those that have one the activity. */
export type StreamRows = {
  readonly events: Ordered<StoredEvent>;
  readonly activity: Ordered<ActivityRow>;
};
type SiteRows = Map<number, StreamRows>;

/** Events by site and stream, in memory. */
export class EventRows {
  readonly #sites = new Map<number, SiteRows>();

  /** False for an event that is there already. */
  add(event: StoredEvent): boolean {
    const { site_id, stream, ts, key, activity } = event;
    const rows = this.#of(site_id, stream);
    const isNew = rows.events.add(event);
    if (isNew && activity !== null) rows.activity.add({ site_id, stream, ts, key, ...activity });
    return isNew;
  }

  /** The streams of a site that were heard, by number. */
  ofSite(siteId: number): ReadonlyMap<number, StreamRows> {
    return this.#sites.get(siteId) ?? NOTHING;
  }

  get siteIds(): readonly number[] {
    return [...this.#sites.keys()].sort((a, b) => a - b);
  }

  #of(siteId: number, stream: number): StreamRows {
    let site = this.#sites.get(siteId);
    if (site === undefined) {
      site = new Map();
      this.#sites.set(siteId, site);
    }
    let rows = site.get(stream);
    if (rows === undefined) {
      rows = { events: new Ordered(), activity: new Ordered() };
      site.set(stream, rows);
    }
    return rows;
  }
}

const NOTHING: SiteRows = new Map();
