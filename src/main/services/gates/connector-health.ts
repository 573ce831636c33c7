import { type EpochMs, SECOND } from '#core/model/time.ts';
import type { Clock } from '#main/ports/time.ts';
import type { Parcel } from '../receiving/link.ts';
import type { Verdict } from '../telemetry/consignment.ts';
import type { ConnectorDays } from './connector-days.ts';

/** What one connector brought since the engine started. */
export type ConnectorHealth = {
  readonly connector: string;
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  /** Turned away for want of room, to come again. */
  readonly refused: number;
  /** When something was committed last. */
  readonly last_at: EpochMs | null;
  /** When the newest of its events happened, and how long that was before the last commit, ms. */
  readonly last_event_at: EpochMs | null;
  readonly lag_ms: number | null;
  /** Events of the last minute. */
  readonly per_minute: number;
};
type Counts = { -readonly [Name in keyof ConnectorHealth]: ConnectorHealth[Name] };

/** The last minute is counted in so many parts. */
const PARTS = 12;
const PART_MS = (60 * SECOND) / PARTS;

export type Health = {
  readonly note: (parcel: Parcel, verdict: Verdict) => void;
  readonly all: () => readonly ConnectorHealth[];
};

/** Counts what each connector brings, since the start and in its day. */
export function createConnectorHealth(clock: Clock, days: Pick<ConnectorDays, 'add'>): Health {
  const counted = new Map<string, { readonly counts: Counts; readonly meter: Meter }>();
  const of = (connector: string) => {
    const known = counted.get(connector) ?? { counts: nothingOf(connector), meter: new Meter(clock) };
    counted.set(connector, known);
    return known;
  };
  return {
    note(parcel, verdict) {
      const { counts, meter } = of(parcel.connector);
      if (!verdict.taken) {
        counts.refused += parcel.sent.length;
        days.add(parcel.connector, { refused: parcel.sent.length });
        return;
      }
      const brought = { accepted: 0, duplicates: 0, quarantined: parcel.unreadable.length };
      for (const outcome of verdict.outcomes) brought[outcome === 'duplicate' ? 'duplicates' : outcome] += 1;
      for (const name of ['accepted', 'duplicates', 'quarantined'] as const) counts[name] += brought[name];
      meter.add(verdict.outcomes.length + parcel.unreadable.length);
      counts.last_at = clock.now();
      const newest = parcel.sent.reduce((latest, { event }) => Math.max(latest, event.ts), -Infinity);
      if (newest === -Infinity) return days.add(parcel.connector, brought);
      counts.last_event_at = Math.max(counts.last_event_at ?? newest, newest);
      counts.lag_ms = Math.max(0, counts.last_at - newest);
      days.add(parcel.connector, { ...brought, lag_ms: counts.lag_ms });
    },
    all: () => [...counted.values()].map(({ counts, meter }) => ({ ...counts, per_minute: meter.count() })),
  };
}

/** Of a connector that nothing came by yet. */
export const NOTHING_YET = {
  accepted: 0,
  duplicates: 0,
  quarantined: 0,
  refused: 0,
  last_at: null,
  last_event_at: null,
  lag_ms: null,
  per_minute: 0,
} as const satisfies Omit<ConnectorHealth, 'connector'>;

const nothingOf = (connector: string): Counts => ({ connector, ...NOTHING_YET });

/** How many there were in the last minute. */
class Meter {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #parts = new Map<number, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  #now = (): number => Math.floor(this.#clock.monotonic() / PART_MS);

  add(count: number): void {
    const now = this.#now();
    this.#parts.set(now, (this.#parts.get(now) ?? 0) + count);
    for (const part of this.#parts.keys()) if (part <= now - PARTS) this.#parts.delete(part);
  }

  count(): number {
    const oldest = this.#now() - PARTS;
    return [...this.#parts].reduce((sum, [part, count]) => (part > oldest ? sum + count : sum), 0);
  }
}
