import type { NewestInstants } from '#core/audit/newest-instants.ts';
import { SignalMemory } from '#core/audit/signal-memory.ts';
import { longestWindow } from '#core/audit/signal-plan.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { Packing, Unpacking } from '#core/kit/packed.ts';
import type { AuditConfig } from '#core/model/audit-config.ts';
import { FIRST_CUSTOM_STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import { type EpochMs, HOUR, toIso } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Memory } from '../audits/memory.ts';
import { memoryOfSite } from '../audits/one-site.ts';
import { AHEAD_LIMIT } from '../telemetry/admission.ts';
import type { UpkeepContext } from './job.ts';

export type MemoryCheck = {
  readonly sites: number;
  /** Critical signals of these sites. */
  readonly signals: number;
  readonly problems: readonly string[];
};

/** Sites of which the newest events are read in one step: 10 to 30 ms. */
const SITES_A_LOOK = 2_500;
/** Sites that are read event by event and compared in one step: about 20 ms. */
const SITES_A_STEP = 100;
/** Most thresholds ask for one event within so long. */
const USUAL = HOUR;

/**
 * Holds the memory of critical signals against the stored events: for each, the newest event and the one that decides the
 * threshold. Where one event is enough, the newest is looked up for many sites at once; where that does not tell, or memory
 * is not what it tells, the events are read. Sites are read and compared in one step, so that no event comes between. What
 * memory has wrong is read from the store anew.
 */
export function* compareMemory(context: UpkeepContext): Generator<void, MemoryCheck> {
  const { store, clock, fleet, memory } = context;
  const problems: string[] = [];
  let sites = 0;
  let signals = 0;
  const all = fleet();
  for (let first = 0; first < all.sites.length; first += SITES_A_LOOK) {
    const some = auditedNow(all.sites.slice(first, first + SITES_A_LOOK), all, fleet());
    sites += some.length;
    for (const { audit } of some) signals += audit.critical_signals.length;
    const unclear = store.snapshot(() => notToldByNewest(some, memory(), store, clock.now()));
    yield;
    for (let next = 0; next < unclear.length; next += SITES_A_STEP) {
      const asked = auditedNow(unclear.slice(next, next + SITES_A_STEP), all, fleet());
      problems.push(...healDisagreements(asked, memory(), store, clock.now()));
      yield;
    }
  }
  return { sites, signals, problems };
}

/** The sites of a fleet as they are by now: an import may have come between two steps. */
const auditedNow = (sites: readonly Site[], asked: Fleet, now: Fleet): readonly Site[] =>
  (asked === now ? sites : sites.flatMap(({ code }) => now.byCode.get(code) ?? [])).filter(isAudited);

/** The sites whose newest events are not what memory holds, or do not tell all of it. */
function notToldByNewest(
  sites: readonly Site[],
  { signals }: Memory,
  { events, registry }: Store,
  now: EpochMs,
): readonly Site[] {
  const settings = new Set<AuditConfig>();
  for (const { audit } of sites) settings.add(audit);
  const names = new Set([...settings].flatMap(({ critical_signals }) => critical_signals));
  const streams = [...names].map(registry.signal).filter((stream) => stream < FIRST_CUSTOM_STREAM);
  if (sites.length === 0 || streams.length === 0) return sites;
  const ids = sites.map(({ id }) => id);
  const newest = events.newestLately(ids, streams, now + AHEAD_LIMIT);
  const untold = signals.notToldBy(ids, { streams, newest, from: now - USUAL, span: USUAL });
  return untold.flatMap((row) => sites[row] ?? []);
}

function healDisagreements(
  sites: readonly Site[],
  memory: Memory,
  store: Store,
  now: EpochMs,
): readonly string[] {
  const stored = storedSignals(sites, store, now);
  return sites.flatMap((site) => {
    const found = disagreements(site, memory.signals, stored, now);
    if (found.length > 0) heal(site, memory, store, now);
    return found;
  });
}

/** Rules look no farther back than the longest window: what is older counts as never seen, on both sides. */
function disagreements(
  site: Site,
  remembered: SignalMemory,
  stored: SignalMemory,
  now: EpochMs,
): readonly string[] {
  const from = now - longestWindow([site]);
  return site.audit.critical_signals.flatMap((signal) => {
    const inMemory = remembered.of(site).critical(signal);
    const inStore = stored.of(site).critical(signal);
    const agree = (['newest', 'oldest'] as const).every(
      (which) => instantOf(inMemory, which, from) === instantOf(inStore, which, from),
    );
    if (agree) return [];
    const words = [inMemory, inStore].map((newest) => wordsOf(newest, from));
    return [`Memory and store disagree on ${signal} at ${site.code}: ${words.join(' against ')}.`];
  });
}

/** The critical signals of the sites as the store has them, by one statement. */
function storedSignals(sites: readonly Site[], { events, registry }: Store, now: EpochMs): SignalMemory {
  const signals = new SignalMemory(sites, registry.signal);
  const names = new Set(sites.flatMap(({ audit }) => audit.critical_signals));
  events.scanOfSites(
    sites.map(({ id }) => id),
    now - longestWindow(sites),
    now + AHEAD_LIMIT,
    [...names].map(registry.signal),
    (siteId, stream, at, times) => signals.observe(siteId, stream, at, times),
  );
  return signals;
}

/** Takes the signals of a site from the store, in place of what was remembered. */
function heal(site: Site, { signals, sources }: Memory, store: Store, now: EpochMs): void {
  const fresh = memoryOfSite(store, site, now + AHEAD_LIMIT, { needs: ['signals'], sources });
  const packing = new Packing();
  fresh.signals.save(site.id, packing);
  signals.clear(site.id);
  signals.restore(site.id, new Unpacking(packing.packed()));
}

type Which = 'newest' | 'oldest';
const instantOf = (newest: NewestInstants | null, which: Which, from: EpochMs): EpochMs =>
  Math.max(newest?.[which]() ?? from, from);

function wordsOf(newest: NewestInstants | null, from: EpochMs): string {
  const [last, deciding] = (['newest', 'oldest'] as const).map((which) => {
    const at = instantOf(newest, which, from);
    return at === from ? 'none' : toIso(at);
  });
  return `newest ${last}, deciding ${deciding}`;
}
