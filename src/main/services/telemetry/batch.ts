import type { Fleet } from '#core/config/fleet.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import { eventLine } from '#core/telemetry/event-line.ts';
import { eventKey } from '#core/telemetry/identity.ts';
import type { EventRow, Store } from '#main/ports/store.ts';
import { type Refusal, refusalOf } from './admission.ts';
import type { Arrival } from './arrival.ts';
import { duressOf } from './duress.ts';
import { eventRow } from './event-row.ts';
import { HeardSources } from './heard-sources.ts';
import type { KnownCodes, UnknownCode } from './known-codes.ts';

/** Where an event stood in what was sent, for the quarantine list. */
export type Origin = { readonly raw: string; readonly place: string | null };

export type AcceptOptions = {
  /** When the events reached us; `none` leaves what each of them says. */
  readonly stamp: 'none' | EpochMs;
  /** Code of the source of every event that names none. */
  readonly source?: string;
  /** The line of the event at this position; without it the event is written out again. */
  readonly originOf?: (index: number) => Origin;
  /** What belongs to the events and must be as durable as they are. */
  readonly alongside?: {
    /** Inside the transaction, when the events are stored. Throwing undoes them. */
    readonly write: (outcomes: readonly Outcome[]) => void;
    /** After the commit, before anybody hears of the events. */
    readonly committed: () => void;
  };
};

/** What became of one event. */
export type Outcome = 'accepted' | 'duplicate' | 'quarantined';
type BatchWorld = { readonly store: Store; readonly fleet: () => Fleet };

/** One call of `accept`: decides about each event, then stores the rows together. */
export class Batch {
  readonly outcomes: Outcome[] = [];
  readonly unknownCodes: UnknownCode[] = [];
  readonly #world: BatchWorld;
  readonly #fleet: Fleet;
  readonly #options: AcceptOptions;
  readonly #now: EpochMs;
  readonly #arrivals: (Arrival & { readonly row: EventRow })[] = [];
  readonly #sources: (number | null)[] = [];
  readonly #places: number[] = [];
  readonly #calls: Arrival[] = [];

  constructor(world: BatchWorld, options: AcceptOptions, now: EpochMs) {
    this.#world = world;
    this.#fleet = world.fleet();
    this.#options = options;
    this.#now = now;
  }

  take(event: TelemetryEvent, index: number, codes: KnownCodes): void {
    const { stamp } = this.#options;
    const said = stamp === 'none' ? event.received_at : stamp;
    const site = this.#fleet.byCode.get(event.site) ?? null;
    const refusal = refusalOf(event, site, said ?? this.#now);
    if (site !== null && refusal === null) this.#admit(event, index, site, said, codes);
    else if (refusal !== null) this.#quarantine(event, index, site, said ?? this.#now, refusal);
  }

  #admit(
    event: TelemetryEvent,
    index: number,
    site: Site,
    received_at: EpochMs | null,
    codes: KnownCodes,
  ): void {
    const { registry, quarantine } = this.#world.store;
    const source = event.source ?? this.#options.source ?? null;
    // One source, one health, whichever tenants it serves: a connection that is one tenant's own is not known here.
    const source_id = source === null ? null : registry.source(null, source);
    const row = eventRow(event, { site, received_at, source_id }, registry);
    this.outcomes[index] = 'duplicate';
    this.#places.push(index);
    this.#sources.push(source_id);
    const receivedAt = row.ts + (row.delay_s ?? 0) * SECOND;
    this.#arrivals.push({ row, site, received_at: receivedAt, duress: duressOf(event, row.key) });
    for (const code of codes.unknownIn(event, site)) {
      quarantine.unknownReference({ ...code, at: this.#now });
      this.unknownCodes.push(code);
    }
  }

  #quarantine(
    event: TelemetryEvent,
    index: number,
    site: Site | null,
    received_at: EpochMs,
    refusal: Refusal,
  ): void {
    this.outcomes[index] = 'quarantined';
    const origin = this.#options.originOf?.(index) ?? { raw: eventLine(event), place: null };
    const isNew = this.#world.store.quarantine.add({
      at: this.#now,
      site: event.site,
      ...refusal,
      ...origin,
    });
    const duress = duressOf(event, eventKey(event));
    if (isNew && duress !== null) this.#calls.push({ row: null, site, received_at, duress });
  }

  /** Stores the rows; returns what is new, calls for help out of quarantine behind it. */
  store(): readonly Arrival[] {
    const { store } = this.#world;
    const inserted = store.events.insert(this.#arrivals.map(({ row }) => row));
    const heard = new HeardSources();
    const fresh = this.#arrivals.filter((arrival, position) => {
      if (!inserted[position]) return false;
      this.outcomes[this.#places[position] ?? 0] = 'accepted';
      const source = this.#sources[position] ?? null;
      if (source !== null) heard.add(source, arrival);
      return true;
    });
    store.sources.heard(heard.rows());
    return [...fresh, ...this.#calls];
  }
}
