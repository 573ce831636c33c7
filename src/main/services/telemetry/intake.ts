import type { Fleet } from '#core/config/fleet.ts';
import { hash53 } from '#core/kit/hash53.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { EventRow, Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import type { Arrival, IntakeCounts, IntakeHooks } from './arrival.ts';
import { type AcceptOptions, ANYBODY, Batch, type Origin, type Outcome, type Sender } from './batch.ts';
import { duressOfUnreadable } from './duress.ts';
import { createListedCodes } from './known-codes.ts';

/** Counts, and what became of each event in the order in which they were given. */
export type IntakeResult = IntakeCounts & { readonly outcomes: readonly Outcome[] };

/** A line that could not be read as an event. */
export type UnreadableLine = Origin & {
  /** The JSON value of the line, or undefined when it was none. */
  readonly value: unknown;
  readonly detail: string;
};

/** The one way of telemetry into the store. Every call is one transaction, committed when it returns. */
export type Intake = {
  /** Stores what is new; what may not be stored goes to quarantine. Outcomes are in the order of the events. */
  readonly accept: (events: readonly TelemetryEvent[], options: AcceptOptions) => IntakeResult;
  /** Stores rows that were admitted and keyed before (replay). */
  readonly acceptRows: (arrivals: readonly Arrival[]) => IntakeCounts;
  /** Puts lines into quarantine; a call for help among them is raised. */
  readonly refuse: (lines: readonly UnreadableLine[], sender?: Sender) => void;
};

export type IntakeWorld = {
  readonly store: Store;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly log: Log;
  readonly hooks: IntakeHooks;
};

/** Brings up the intake. */
export function createIntake(world: IntakeWorld): Intake {
  const { store, clock, log, hooks } = world;
  const listed = createListedCodes(world.fleet);

  /** One transaction around `work`, which says what is new; the hooks hear of it inside and after. */
  const commit = (work: () => readonly Arrival[], committed: () => void = () => {}): void => {
    const arrivals = store.transaction(() => {
      const fresh = work();
      if (fresh.length > 0) hooks.inTransaction(fresh);
      return fresh;
    });
    committed();
    if (arrivals.length > 0) hooks.committed(arrivals);
  };

  return {
    accept(events, options) {
      const batch = new Batch(world, options, clock.now());
      commit(() => {
        const codes = listed.current();
        for (const [index, event] of events.entries()) batch.take(event, index, codes);
        const fresh = batch.store();
        options.alongside?.write(batch.outcomes);
        return fresh;
      }, options.alongside?.committed);
      listed.remember(batch.unknownCodes);
      const counts = countsOf(batch.outcomes);
      if (counts.quarantined > 0) log.warn('telemetry quarantined', { events: counts.quarantined });
      return { ...counts, outcomes: batch.outcomes };
    },
    acceptRows(arrivals) {
      let accepted = 0;
      commit(() => {
        const fresh = insertNew(store, arrivals);
        accepted = fresh.length;
        return fresh;
      });
      return { accepted, duplicates: arrivals.length - accepted, quarantined: 0 };
    },
    refuse(lines, sender = ANYBODY) {
      const at = clock.now();
      commit(() => lines.flatMap((line) => refuseLine(world, line, at, sender)));
      if (lines.length > 0) log.warn('unreadable telemetry quarantined', { lines: lines.length });
    },
  };
}

function insertNew(store: Store, arrivals: readonly Arrival[]): readonly Arrival[] {
  const stored = arrivals.filter((arrival): arrival is Arrival & { row: EventRow } => arrival.row !== null);
  const inserted = store.events.insert(stored.map(({ row }) => row));
  return stored.filter((_, position) => inserted[position]);
}

/** Returns the call for help in the line, if it is one that was not heard before. */
function refuseLine(
  { store, fleet }: IntakeWorld,
  line: UnreadableLine,
  at: EpochMs,
  { source, tenant }: Sender,
): readonly Arrival[] {
  const { raw, place, detail, value } = line;
  const named = siteCodeOf(value);
  const known = named === null ? null : (fleet().byCode.get(named) ?? null);
  const isForeign = known !== null && tenant !== null && known.tenant !== tenant;
  const code = isForeign ? null : named;
  const why = { at, reason: 'INVALID', detail } as const;
  const isNew = store.quarantine.add({ ...why, site: code, place, raw, source, tenant });
  const duress = isNew ? duressOfUnreadable(value, hash53(raw), at) : null;
  if (duress === null) return [];
  const site = isForeign ? null : known;
  return [{ row: null, site, tenant: site?.tenant ?? tenant, received_at: at, duress }];
}

function siteCodeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('site' in value)) return null;
  return typeof value.site === 'string' ? value.site.slice(0, 200) : null;
}

function countsOf(outcomes: readonly Outcome[]): IntakeCounts {
  const counts = { accepted: 0, duplicates: 0, quarantined: 0 };
  for (const outcome of outcomes) counts[outcome === 'duplicate' ? 'duplicates' : outcome]++;
  return counts;
}
