import { STREAM } from '#core/model/event.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE, SECOND } from '#core/model/time.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { EventRepo, Store, StoredEvent } from '#main/ports/store.ts';
import type { Counters } from '../baselines/service.ts';
import type { Trial } from '../engine/context.ts';
import { drain } from '../engine/slices.ts';
import type { Engine } from '../engine.ts';
import { createEngine } from '../engine.ts';
import type { Arrival } from '../telemetry/arrival.ts';
import { duressOfStored } from '../telemetry/duress.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import { createSimulatedClock, noTimers } from './simulated-clock.ts';
import type { ReplaySummary } from './summary.ts';
import { ReplayStatistics } from './summary.ts';

/** What a replay reads of the live store. */
export type ReplayedEvents = Pick<EventRepo, 'received'> & Counters;

/** What a replay works on. The live store is only read; everything happens in the scratch one. */
export type ReplayWorld = {
  readonly live: { readonly events: ReplayedEvents };
  /** Given to a trial. */
  readonly trial?: Trial;
  readonly scratch: Store;
  readonly configurationFiles: ConfigurationFiles;
  readonly log: Log;
  readonly monotonic: () => number;
};

export type ReplayOptions = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Hears of each finding as it opens. */
  readonly onFinding: (finding: Finding) => void;
  /** Hears how far the story is, once per simulated hour. */
  readonly onProgress?: (at: EpochMs) => void;
  /** True ends the replay early. Asked once per simulated minute. */
  readonly cancelled?: () => boolean;
};

/** How far before its beginning a replay looks for what was already known then: who is on duty, which tours run. */
const WARM_UP = 2 * DAY;
/** Counters from this far back make the baselines that a replay begins with. */
const BASELINE_DAYS = 56;
const BATCH = 2_000;

/** Of which spans of the live store a replay reads the counters and the events: [from, to). */
export const readsOf = ({ from, to }: Pick<ReplayOptions, 'from' | 'to'>) => ({
  counted: { from: from - BASELINE_DAYS * DAY, to: from },
  received: { from: from - WARM_UP, to: to + 1 },
});

/**
 * Runs every cadence and timer over (from, to] under a simulated clock, seeing an event only once it was received. It is the
 * live engine over another store: the same intake, rules, rounds and timers.
 */
export function replay(
  { from, to, onFinding, onProgress, cancelled }: ReplayOptions,
  world: ReplayWorld,
): ReplaySummary {
  const { live, scratch, log } = world;
  const startedAt = world.monotonic();
  const statistics = new ReplayStatistics();
  warmUp(live.events, scratch, from);
  const clock = createSimulatedClock(from, world.monotonic);
  const engine = createEngine({
    store: scratch,
    clock,
    timers: noTimers,
    randomId: nobodyReports,
    log,
    emit: () => {},
    rowsOf: () => [],
    configurationFiles: world.configurationFiles,
    baselineCounters: live.events,
    unheard: true,
    trial: world.trial,
    onRound: (report) => statistics.round(report),
    onOpened: (finding) => {
      statistics.opened(finding);
      onFinding(finding);
    },
  });
  drain(engine.baselines.build(engine.fleet(), { days: BASELINE_DAYS, until: from }, from));
  const feed = new Feed(live.events.received(from, to + 1), engine, clock);
  for (let minute = Math.floor(from / MINUTE) * MINUTE + MINUTE; minute <= to; minute += MINUTE) {
    if (cancelled?.()) break;
    liveThrough(minute, engine, feed, clock);
    if (minute % (60 * MINUTE) === 0) onProgress?.(minute);
  }
  return statistics.summary(Math.round(world.monotonic() - startedAt));
}

/** One minute: events as they come in, timers at their instants in between, then the slots of the minute. */
function liveThrough(minute: EpochMs, engine: Engine, feed: Feed, clock: SimulatedClock): void {
  for (let wake = engine.nextTimerAt(); wake < minute; wake = engine.nextTimerAt()) {
    feed.until(wake);
    clock.set(wake);
    if (engine.nextTimerAt() <= wake) engine.fireTimers();
  }
  feed.until(minute);
  clock.set(minute);
  engine.tick();
}

/** The stored events in the order in which they were received, given to the engine's intake up to an instant. */
class Feed {
  readonly #events: Iterator<StoredEvent>;
  readonly #engine: Engine;
  readonly #clock: SimulatedClock;
  #next: Arrival | null = null;

  constructor(events: Iterable<StoredEvent>, engine: Engine, clock: SimulatedClock) {
    this.#events = events[Symbol.iterator]();
    this.#engine = engine;
    this.#clock = clock;
    this.#advance();
  }

  /** Everything received at or before `at`. What is raised at receipt goes in by itself, at its own instant. */
  until(at: EpochMs): void {
    let batch: Arrival[] = [];
    const flush = () => {
      if (batch.length > 0) this.#engine.intake.acceptRows(batch);
      batch = [];
    };
    for (let next = this.#next; next !== null && next.received_at <= at; next = this.#next) {
      this.#advance();
      const isUrgent = isRaisedAtReceipt(next);
      if (isUrgent) {
        flush();
        this.#clock.set(next.received_at);
      }
      batch.push(next);
      if (isUrgent || batch.length >= BATCH) flush();
    }
    flush();
  }

  #advance(): void {
    const { value, done } = this.#events.next();
    this.#next = done ? null : arrivalOf(value, this.#engine);
  }
}

/** Only people make random identifiers, and none acts in a replay. */
function nobodyReports(): never {
  throw new Error('a person reported a finding inside a replay');
}

const isRaisedAtReceipt = ({ duress, row }: Arrival): boolean =>
  duress !== null || row?.stream === STREAM.alert;

/** A stored event as it came in. */
function arrivalOf(row: StoredEvent, { fleet, registry }: Engine): Arrival {
  const site = fleet().byId.get(row.site_id) ?? null;
  return {
    row,
    site,
    tenant: site?.tenant ?? null,
    received_at: row.ts + (row.delay_s ?? 0) * SECOND,
    duress: duressOfStored(row, registry),
  };
}

/** What had been received before the beginning, so that the first rounds know the tours and the people on duty. */
function warmUp(events: Pick<EventRepo, 'received'>, scratch: Store, from: EpochMs): void {
  let batch: StoredEvent[] = [];
  const flush = () => {
    if (batch.length > 0) scratch.transaction(() => scratch.events.insert(batch));
    batch = [];
  };
  for (const event of events.received(from - WARM_UP, from)) {
    batch.push(event);
    if (batch.length >= BATCH) flush();
  }
  flush();
  scratch.events.merge(Math.floor(from / (5 * MINUTE)) * 5 * MINUTE);
}
