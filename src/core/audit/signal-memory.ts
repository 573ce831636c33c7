import type { Packing, Unpacking } from '#core/kit/packed.ts';
import type { AuditConfig } from '#core/model/audit-config.ts';
import { FIRST_CUSTOM_STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { addInstant, NewestInstants, NO_INSTANT, roomForInstants } from './newest-instants.ts';
import type { QuietSpans } from './quiet-spans.ts';
import { type SignalCounter, type SignalPlan, signalPlan } from './signal-plan.ts';
import { LIFE_STREAMS, StreamSpans } from './stream-spans.ts';

export { LIFE_STREAMS };

/** What a site's memory says about its signals. */
export type SignalReadings = {
  /** Newest event of a stream; null if none is known. */
  readonly last: (stream: number) => EpochMs | null;
  /** Whether the memory holds an event of a stream from before an instant. */
  readonly heardBefore: (stream: number, at: EpochMs) => boolean;
  /** Counter of a critical signal by name; null when the signal is unknown to the memory. */
  readonly critical: (signal: string) => NewestInstants | null;
  /** The stream of a signal by name. */
  readonly streamOf: (signal: string) => number;
};

/** When each of some sites was heard last in each of some streams: those of a site one behind the other. NaN: nobody can tell. */
export type NewestOfStreams = {
  readonly streams: readonly number[];
  readonly newest: Float64Array;
  readonly from: EpochMs;
  /** Milliseconds. */
  readonly span: number;
};

/** Where the signals of one site lie. */
type Place = { readonly row: number; readonly plan: SignalPlan; readonly start: number };

/**
 * The signals of every site, fed with every event, so that a heartbeat needs no query. They lie in a few blocks of numbers,
 * side by side, since a large installation has tens of thousands of them.
 */
export class SignalMemory {
  readonly #places = new Map<number, Place>();
  readonly #plans = new Map<AuditConfig, SignalPlan>();
  readonly #spans = new StreamSpans();
  readonly #streamOf: (name: string) => number;
  /** The newest instants of every counter, those of a site one behind the other. */
  #instants: Float64Array = new Float64Array();
  #used = 0;
  readonly #quiet: QuietSpans | null;

  /** `quiet`: what is told when less is known of a site than before. */
  constructor(
    sites: readonly Site[],
    streamOfSignal: (name: string) => number,
    quiet: QuietSpans | null = null,
  ) {
    this.#streamOf = streamOfSignal;
    this.#quiet = quiet;
    this.#reserve(sites.reduce((sum, { audit }) => sum + this.#planOf(audit).size, 0));
    this.#spans.reserve(sites.length);
    for (const site of sites) this.#placeOf(site);
  }

  /** One event; `at` is min(ts, received_at), so that a clock set ahead never delays a silence. `times`: a metric's value; a reading of a gauge counts once. */
  observe(siteId: number, stream: number, at: EpochMs, times = 1): void {
    const place = this.#places.get(siteId);
    if (place === undefined) return;
    this.#spans.observe(place.row, stream, at);
    for (const counter of place.plan.counters)
      if (counter.stream === stream)
        this.#count(place, counter, at, place.plan.gauges.has(stream) ? 1 : times);
  }

  /** The newest event of a stream, however old; it is not counted where more than one is asked for. */
  recall(siteId: number, stream: number, at: EpochMs): void {
    const place = this.#places.get(siteId);
    if (place === undefined) return;
    this.#spans.observe(place.row, stream, at);
    for (const counter of place.plan.counters)
      if (counter.stream === stream && counter.capacity === 1) this.#count(place, counter, at, 1);
  }

  /** Streams of the site's critical signals of which fewer events are known than their threshold asks for. */
  unfilled(siteId: number): readonly number[] {
    const place = this.#places.get(siteId);
    if (place === undefined) return [];
    const isUnfilled = ({ offset }: SignalCounter) => this.#instants[place.start + offset] === NO_INSTANT;
    return place.plan.counters.filter(isUnfilled).map(({ stream }) => stream);
  }

  of(site: Site): SignalReadings {
    const { row, plan, start } = this.#placeOf(site);
    return {
      last: (stream) => this.#spans.last(row, stream),
      heardBefore: (stream, at) => (this.#spans.first(row, stream) ?? at) < at,
      critical: (signal) => {
        const counter = plan.counters.find((each) => each.signal === signal);
        if (counter === undefined) return null;
        const first = start + counter.offset;
        return new NewestInstants(this.#instants.subarray(first, first + counter.capacity));
      },
      streamOf: this.#streamOf,
    };
  }

  /**
   * Until when every critical signal of a site counts as many events in its window as it must, and the last sign of life lies
   * less than `silence` (ms) back, if nothing more is heard; -Infinity where that cannot be said.
   */
  aliveUntil(siteId: number, silence: number): EpochMs {
    const place = this.#places.get(siteId);
    if (place === undefined) return Number.NEGATIVE_INFINITY;
    let until = this.#spans.lastSign(place.row) + silence;
    for (const { offset, window } of place.plan.counters)
      until = Math.min(until, (this.#instants[place.start + offset] ?? NO_INSTANT) + window);
    return until;
  }

  /**
   * The sites, by their places in the list, of which a critical signal is not told by its newest event: a threshold of several events, a
   * window of more than `span` ms and a metric, which may count nothing, never are, and the others only where `newest` says of their stream what is
   * remembered. What lies before `from` counts as never.
   */
  notToldBy(siteIds: readonly number[], told: NewestOfStreams): readonly number[] {
    const { streams, span } = told;
    const columnsOf = oncePerPlan(({ counters }) =>
      counters.map(({ stream, capacity, window }) =>
        capacity === 1 && window <= span && stream < FIRST_CUSTOM_STREAM ? streams.indexOf(stream) : -1,
      ),
    );
    const untold: number[] = [];
    for (let row = 0; row < siteIds.length; row++) {
      const place = this.#places.get(siteIds[row] ?? Number.NaN);
      const isTold =
        place !== undefined && this.#isTold(place, columnsOf(place.plan), row * streams.length, told);
      if (!isTold) untold.push(row);
    }
    return untold;
  }

  #isTold(
    { start, plan }: Place,
    columns: readonly number[],
    first: number,
    { newest, from }: NewestOfStreams,
  ): boolean {
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index] ?? -1;
      if (column === -1) return false;
      const own = this.#instants[start + (plan.counters[index]?.offset ?? 0)] ?? NO_INSTANT;
      if (Math.max(own, from) !== Math.max(newest[first + column] ?? Number.NaN, from)) return false;
    }
    return true;
  }

  /** The counters that a site would have with other settings and that nothing remembered fills: their events are to be read. */
  unknownTo({ id, audit }: Site): readonly SignalCounter[] {
    const known = this.#places.get(id);
    if (known === undefined) return [];
    const plan = this.#planOf(audit);
    return plan.counters.filter(
      (counter) => sameCounter(known.plan, plan, counter) === null && !isToldBySpans(counter),
    );
  }

  /**
   * Goes over to other settings of all sites. What is remembered stays; what `unknownTo` told of comes from `read`, a memory of sites with
   * these settings that was filled meanwhile. No site is ever taken away.
   */
  replan(sites: readonly Site[], read: SignalMemory): void {
    const [before, instants] = [new Map(this.#places), this.#instants];
    this.#plans.clear();
    this.#instants = roomForInstants(sites.reduce((sum, { audit }) => sum + this.#planOf(audit).size, 0));
    this.#used = 0;
    this.#spans.reserve(sites.length);
    for (const site of sites) {
      const known = before.get(site.id);
      const plan = this.#planOf(site.audit);
      const place = { row: known?.row ?? this.#places.size, plan, start: this.#used };
      this.#used += plan.size;
      this.#places.set(site.id, place);
      for (const counter of plan.counters) {
        const same = known === undefined ? null : sameCounter(known.plan, plan, counter);
        let kept = known === undefined || same === null ? null : instantsAt(instants, known, same);
        if (same === null && !isToldBySpans(counter)) kept = read.#instantsOf(site.id, counter);
        if (kept !== null) this.#instants.set(kept, place.start + counter.offset);
        const last = this.#spans.last(place.row, counter.stream);
        if (kept === null && last !== null && counter.capacity === 1) this.#count(place, counter, last, 1);
      }
    }
  }

  #instantsOf(siteId: number, { signal, capacity }: SignalCounter): Float64Array | null {
    const place = this.#places.get(siteId);
    const counter = place?.plan.counters.find((each) => each.signal === signal && each.capacity === capacity);
    if (place === undefined || counter === undefined) return null;
    const found = instantsAt(this.#instants, place, counter);
    return found.at(-1) === NO_INSTANT ? null : found;
  }

  /** Forgets what is known of a site. */
  clear(siteId: number): void {
    const place = this.#places.get(siteId);
    if (place === undefined) return;
    this.#instants.fill(NO_INSTANT, place.start, place.start + place.plan.size);
    this.#quiet?.forget(siteId);
    this.#spans.clear(place.row);
  }

  save(siteId: number, packing: Packing): void {
    const place = this.#places.get(siteId);
    const streams = place === undefined ? [] : [...this.#spans.heard(place.row)];
    packing.number(streams.length);
    if (place === undefined) return;
    for (const stream of streams) {
      packing.number(stream);
      packing.optional(this.#spans.first(place.row, stream));
      packing.optional(this.#spans.last(place.row, stream));
    }
    packing.numbers(this.#instants.subarray(place.start, place.start + place.plan.size));
  }

  /** Takes what `save` wrote of a site with the same settings, of which nothing is known yet. */
  restore(siteId: number, unpacking: Unpacking): void {
    const place = this.#places.get(siteId);
    for (let left = unpacking.number(); left > 0; left--) {
      const stream = unpacking.number();
      for (const at of [unpacking.optional(), unpacking.optional()])
        if (place !== undefined && at !== null) this.#spans.observe(place.row, stream, at);
    }
    if (place !== undefined) unpacking.numbersInto(this.#instants, place.start, place.plan.size);
  }

  #count({ start }: Place, { offset, capacity }: SignalCounter, at: EpochMs, times: number): void {
    const first = start + offset;
    for (let left = Math.min(times, capacity); left > 0; left--)
      addInstant(this.#instants, first, first + capacity, at);
  }

  #placeOf({ id, audit }: Site): Place {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const plan = this.#planOf(audit);
    const place = { row: this.#places.size, plan, start: this.#used };
    this.#used += plan.size;
    this.#reserve(this.#used);
    this.#spans.reserve(place.row + 1);
    this.#places.set(id, place);
    return place;
  }

  #planOf(audit: AuditConfig): SignalPlan {
    const plan = this.#plans.get(audit) ?? signalPlan(audit, this.#streamOf);
    this.#plans.set(audit, plan);
    return plan;
  }

  #reserve(size: number): void {
    if (size <= this.#instants.length) return;
    const larger = roomForInstants(Math.max(size, this.#instants.length * 2));
    larger.set(this.#instants);
    this.#instants = larger;
  }
}

const instantsAt = (
  instants: Float64Array,
  { start }: Place,
  { offset, capacity }: SignalCounter,
): Float64Array => instants.subarray(start + offset, start + offset + capacity);

/** The counter of another plan that holds the same events, or null. */
const sameCounter = (
  other: SignalPlan,
  plan: SignalPlan,
  { stream, capacity }: SignalCounter,
): SignalCounter | null =>
  other.gauges.has(stream) === plan.gauges.has(stream)
    ? (other.counters.find((each) => each.stream === stream && each.capacity === capacity) ?? null)
    : null;

/** Where one event is enough it is the newest of its stream; not so of a metric, which may count nothing. */
const isToldBySpans = ({ stream, capacity }: SignalCounter): boolean =>
  capacity === 1 && stream < FIRST_CUSTOM_STREAM;

/** The last sign of life at a site, or null. */
export function lastSignOfLife(signals: SignalReadings): EpochMs | null {
  let newest: EpochMs | null = null;
  for (const stream of LIFE_STREAMS) {
    const at = signals.last(stream);
    if (at !== null && (newest === null || at > newest)) newest = at;
  }
  return newest;
}

/** Sites with the same settings share a plan. */
function oncePerPlan<T>(tell: (plan: SignalPlan) => T): (plan: SignalPlan) => T {
  const known = new Map<SignalPlan, T>();
  return (plan) => {
    const told = known.get(plan) ?? tell(plan);
    known.set(plan, told);
    return told;
  };
}
