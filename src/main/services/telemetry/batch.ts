import type { Fleet } from '#core/config/fleet.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import { isAskedSource } from '#core/telemetry/asked-source.ts';
import { eventLine } from '#core/telemetry/event-line.ts';
import { NO_SITE } from '#core/telemetry/foreign/sent.ts';
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

/** Who delivered an event, as far as it does not say so itself. */
export type Sender = {
  /** Code of the source of an event that names none. */
  readonly source: string | null;
  /** Code of the only tenant whose sites the sender may speak for; null: of every tenant. */
  readonly tenant: string | null;
};
/** Nobody who is known, and who may speak for every tenant. */
export const ANYBODY: Sender = { source: null, tenant: null };

export type AcceptOptions = {
  /** When the events reached us; `none` leaves what each of them says. */
  readonly stamp: 'none' | EpochMs;
  /** Who delivered the event at this position; anybody without it. */
  readonly senderOf?: (index: number) => Sender;
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
type Admitted = { readonly site: Site; readonly said: EpochMs | null; readonly sender: Sender };
/** `listed`: the site that the quarantine list may name; null for one of another tenant, whose people read that list too. */
type Refused = {
  readonly site: Site | null;
  readonly listed: string | null;
  readonly sender: Sender;
  readonly said: EpochMs;
};
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
  /** The source of each arrival that was heard with it. */
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
    const sender = this.#options.senderOf?.(index) ?? ANYBODY;
    const named = this.#fleet.byCode.get(event.site) ?? null;
    // A site of somebody else's is as unknown to a sender as one that nobody has.
    const site = sender.tenant === null || named?.tenant === sender.tenant ? named : null;
    const refusal = refusalOf(event, site, said ?? this.#now);
    if (site !== null && refusal === null) this.#admit(event, index, { site, said, sender }, codes);
    else if (refusal !== null) {
      const listed = named === null || site !== null ? event.site : null;
      this.#quarantine(event, index, { site, listed, sender, said: said ?? this.#now }, refusal);
    }
  }

  #admit(
    event: TelemetryEvent,
    index: number,
    { site, said: received_at, sender }: Admitted,
    codes: KnownCodes,
  ): void {
    const { registry, quarantine } = this.#world.store;
    const source = this.#sourceOf(event, sender);
    // One source, one health, whichever tenants it serves: a connection that is one tenant's own is not known here.
    const source_id = source === null ? null : registry.source(null, source);
    const row = eventRow(event, { site, received_at, source_id }, registry);
    this.outcomes[index] = 'duplicate';
    this.#places.push(index);
    this.#sources.push(source !== null && isAskedSource(source) ? null : source_id);
    const receivedAt = row.ts + (row.delay_s ?? 0) * SECOND;
    this.#arrivals.push({
      row,
      site,
      tenant: site.tenant,
      received_at: receivedAt,
      duress: duressOf(event, row.key),
    });
    for (const code of codes.unknownIn(event, site)) {
      quarantine.unknownReference({ ...code, at: this.#now });
      this.unknownCodes.push(code);
    }
  }

  #quarantine(
    event: TelemetryEvent,
    index: number,
    { site, listed, sender, said: received_at }: Refused,
    refusal: Refusal,
  ): void {
    this.outcomes[index] = 'quarantined';
    const origin = this.#options.originOf?.(index) ?? { raw: eventLine(event), place: null };
    const isNew = this.#world.store.quarantine.add({
      at: this.#now,
      site: listed === NO_SITE ? null : listed,
      ...refusal,
      ...origin,
      source: this.#sourceOf(event, sender),
      tenant: sender.tenant,
    });
    const duress = duressOf(event, eventKey(event));
    if (isNew && duress !== null) {
      this.#calls.push({ row: null, site, tenant: site?.tenant ?? sender.tenant, received_at, duress });
    }
  }

  /** Code of the source that an event is told of; null when nobody said. */
  #sourceOf = (event: TelemetryEvent, sender: Sender): string | null =>
    event.source ?? sender.source ?? this.#options.source ?? null;

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
