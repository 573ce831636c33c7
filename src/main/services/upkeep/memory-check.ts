import type { NewestInstants } from '#core/audit/newest-instants.ts';
import { SignalMemory } from '#core/audit/signal-memory.ts';
import { longestWindow } from '#core/audit/signal-plan.ts';
import { FIRST_CUSTOM_STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import { type EpochMs, toIso } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import { AHEAD_LIMIT } from '../telemetry/admission.ts';
import type { UpkeepContext } from './job.ts';

export type MemoryCheck = {
  readonly sites: number;
  /** Critical signals of these sites. */
  readonly signals: number;
  readonly problems: readonly string[];
};

/**
 * Holds the memory of critical signals against the stored events: for each, the newest event and the one that decides the
 * threshold. A site is read and compared in one step, so that no event comes between.
 */
export function* compareMemory(context: UpkeepContext): Generator<void, MemoryCheck> {
  const { store, clock, fleet, memory } = context;
  const problems: string[] = [];
  let sites = 0;
  let signals = 0;
  for (const { code } of fleet().sites) {
    const site = fleet().byCode.get(code); // as it is by now: an import may have come between two steps
    if (site === undefined || !isAudited(site)) continue;
    sites++;
    signals += site.audit.critical_signals.length;
    problems.push(...disagreements(site, memory().signals, store, clock.now()));
    yield;
  }
  return { sites, signals, problems };
}

/** Rules look no farther back than the longest window: what is older counts as never seen, on both sides. */
function disagreements(site: Site, remembered: SignalMemory, store: Store, now: EpochMs): readonly string[] {
  const from = now - longestWindow([site]);
  const stored = storedSignals(site, store, from, now);
  return site.audit.critical_signals.flatMap((signal) => {
    const inMemory = remembered.of(site).critical(signal);
    const inStore = stored.of(site).critical(signal);
    const agree = (['newest', 'oldest'] as const).every((which) =>
      isSame(instantOf(inMemory, which, from), instantOf(inStore, which, from)),
    );
    if (agree) return [];
    const words = [inMemory, inStore].map((newest) => wordsOf(newest, from));
    return [`Memory and store disagree on ${signal} at ${site.code}: ${words.join(' against ')}.`];
  });
}

function storedSignals(site: Site, { events, registry }: Store, from: EpochMs, now: EpochMs): SignalMemory {
  const signals = new SignalMemory([site], registry.signal);
  const streams = site.audit.critical_signals.map(registry.signal);
  for (const { stream, ts, ref } of events.ofSite(site.id, from, now + AHEAD_LIMIT, streams)) {
    signals.observe(site.id, stream, ts, stream >= FIRST_CUSTOM_STREAM ? (ref ?? 1) : 1);
  }
  return signals;
}

type Which = 'newest' | 'oldest';
const instantOf = (newest: NewestInstants | null, which: Which, from: EpochMs): EpochMs =>
  Math.max(newest?.[which]() ?? from, from);

/** Memory keeps the reception of an event whose sender's clock was ahead, the store its own time: at most this much later. */
const isSame = (inMemory: EpochMs, inStore: EpochMs): boolean =>
  inMemory <= inStore && inStore - inMemory <= AHEAD_LIMIT;

function wordsOf(newest: NewestInstants | null, from: EpochMs): string {
  const [last, deciding] = (['newest', 'oldest'] as const).map((which) => {
    const at = instantOf(newest, which, from);
    return at === from ? 'none' : toIso(at);
  });
  return `newest ${last}, deciding ${deciding}`;
}
