import type { SignalThreshold } from '#core/model/audit-config.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { NewestInstants } from './newest-instants.ts';

/** The threshold that holds for a critical signal without one of its own. */
export const DEFAULT_THRESHOLD: SignalThreshold = { min_count: 1, window_minutes: 60 };

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

class SiteSignals implements SignalReadings {
  readonly #last = new Map<number, EpochMs>();
  readonly #first = new Map<number, EpochMs>();
  readonly #byName = new Map<string, NewestInstants>();
  readonly #byStream = new Map<number, NewestInstants>();
  /** Streams of which an event is one reading, whatever its value. */
  readonly #gauges: ReadonlySet<number>;

  readonly streamOf: (name: string) => number;

  constructor(site: Site, streamOf: (name: string) => number) {
    this.streamOf = streamOf;
    const gauges = site.audit.custom_metrics.filter(({ kind }) => kind === 'GAUGE');
    this.#gauges = new Set(gauges.map(({ name }) => streamOf(name)));
    for (const signal of site.audit.critical_signals) {
      const threshold = site.audit.signal_thresholds[signal] ?? DEFAULT_THRESHOLD;
      const newest = new NewestInstants(threshold.min_count);
      this.#byName.set(signal, newest);
      this.#byStream.set(streamOf(signal), newest);
    }
  }

  observe(stream: number, at: EpochMs, times: number): void {
    const newest = this.#byStream.get(stream);
    const counted = this.#gauges.has(stream) ? 1 : Math.min(times, newest?.capacity ?? 0);
    for (let i = 0; newest && i < counted; i++) newest.add(at);
    this.#remember(stream, at);
  }

  /** An event of long ago: it is the newest of its stream, so that a counter of one is known by it too. */
  recall(stream: number, at: EpochMs): void {
    const newest = this.#byStream.get(stream);
    if (newest?.capacity === 1) newest.add(at);
    this.#remember(stream, at);
  }

  /** Streams of critical signals whose counter has not seen enough events to be full. */
  unfilled(): readonly number[] {
    return [...this.#byStream].filter(([, newest]) => newest.oldest() === null).map(([stream]) => stream);
  }

  #remember(stream: number, at: EpochMs): void {
    const last = this.#last.get(stream);
    if (last === undefined || last < at) this.#last.set(stream, at);
    const first = this.#first.get(stream);
    if (first === undefined || at < first) this.#first.set(stream, at);
  }

  last(stream: number): EpochMs | null {
    return this.#last.get(stream) ?? null;
  }

  heardBefore(stream: number, at: EpochMs): boolean {
    return (this.#first.get(stream) ?? at) < at;
  }

  critical(signal: string): NewestInstants | null {
    return this.#byName.get(signal) ?? null;
  }
}

/** The signals of every site, fed with every event, so that a heartbeat needs no query. */
export class SignalMemory {
  readonly #sites = new Map<number, SiteSignals>();
  readonly #streamOfSignal: (name: string) => number;

  constructor(sites: readonly Site[], streamOfSignal: (name: string) => number) {
    this.#streamOfSignal = streamOfSignal;
    for (const site of sites) this.#sites.set(site.id, new SiteSignals(site, streamOfSignal));
  }

  /** One event; `at` is min(ts, received_at), so that a clock set ahead never delays a silence. `times`: a metric's value; a reading of a gauge counts once. */
  observe(siteId: number, stream: number, at: EpochMs, times = 1): void {
    this.#sites.get(siteId)?.observe(stream, at, times);
  }

  /** The newest event of a stream, however old; it is not counted where more than one is asked for. */
  recall(siteId: number, stream: number, at: EpochMs): void {
    this.#sites.get(siteId)?.recall(stream, at);
  }

  /** Streams of the site's critical signals of which fewer events are known than their threshold asks for. */
  unfilled(siteId: number): readonly number[] {
    return this.#sites.get(siteId)?.unfilled() ?? [];
  }

  of(site: Site): SignalReadings {
    let signals = this.#sites.get(site.id);
    if (signals === undefined) {
      signals = new SiteSignals(site, this.#streamOfSignal);
      this.#sites.set(site.id, signals);
    }
    return signals;
  }
}

/** The longest window of any critical signal of the sites, in ms. */
export function longestWindow(sites: readonly Site[]): number {
  let minutes = DEFAULT_THRESHOLD.window_minutes;
  for (const { audit } of sites) {
    for (const signal of audit.critical_signals) {
      minutes = Math.max(minutes, (audit.signal_thresholds[signal] ?? DEFAULT_THRESHOLD).window_minutes);
    }
  }
  return minutes * 60_000;
}

/** The streams whose events show that somebody or something lives at a site (DECISIONS 20). */
export const LIFE_STREAMS = [
  STREAM.phone_events,
  STREAM.location_updates,
  STREAM.tour_checkpoints,
  STREAM.task_completions,
  STREAM.task,
  STREAM.check_in,
] as const;

/** The last sign of life at a site, or null. */
export function lastSignOfLife(signals: SignalReadings): EpochMs | null {
  let newest: EpochMs | null = null;
  for (const stream of LIFE_STREAMS) {
    const at = signals.last(stream);
    if (at !== null && (newest === null || at > newest)) newest = at;
  }
  return newest;
}
