import { MINUTE } from '#core/model/time.ts';
import { addToDay, type Brought, type DayPart } from '#core/telemetry/connector-day.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import type { GateCounts } from '../receiving/link.ts';

/** A day is written this often at most: what is newer is not known after a kill. */
const WRITTEN_EVERY = MINUTE;

/** The named value in which the day of a connector is kept. */
export const dayName = (connector: string): string => `gates.day.${connector}`;

/** The day of a connector as it was written; `read` gives a named value. */
export function readDay(read: (name: string) => string | null, connector: string): readonly DayPart[] {
  const text = read(dayName(connector));
  // safe: only ConnectorDays writes this value
  return text === null ? [] : (JSON.parse(text) as DayPart[]);
}

/** What each connector brought in the last day, from one start of the engine to the next. */
export class ConnectorDays {
  readonly #state: Store['state'];
  readonly #clock: Clock;
  readonly #days = new Map<string, readonly DayPart[]>();
  readonly #changed = new Set<string>();
  /** Errors that were counted before. */
  readonly #errors = new Map<string, number>();
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor({ state }: Pick<Store, 'state'>, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  add(connector: string, brought: Brought): void {
    const day = this.#days.get(connector) ?? readDay(this.#state.get, connector);
    this.#days.set(connector, addToDay(day, this.#clock.now(), brought));
    this.#changed.add(connector);
  }

  /** Takes up what the thread of the gates counted since it was asked last; it begins at nothing when it is started again. */
  addErrors(counts: Pick<GateCounts, 'refused' | 'mqtt' | 'traccar'>): void {
    const refused = Object.values(counts.refused).reduce((sum, requests) => sum + requests, 0);
    this.#addErrorsOf('http', refused);
    for (const { name, failures } of counts.mqtt) this.#addErrorsOf(`mqtt:${name}`, failures);
    for (const { name, failures } of counts.traccar) this.#addErrorsOf(`traccar:${name}`, failures);
  }

  /** Whether there is something to write now. */
  isDue(): boolean {
    return this.#changed.size > 0 && this.#clock.monotonic() - this.#writtenAt >= WRITTEN_EVERY;
  }

  /** Inside a transaction. */
  write(): void {
    for (const connector of this.#changed)
      this.#state.set(dayName(connector), JSON.stringify(this.#days.get(connector) ?? []));
    this.#changed.clear();
    this.#writtenAt = this.#clock.monotonic();
  }

  #addErrorsOf(connector: string, errors: number): void {
    const before = this.#errors.get(connector) ?? 0;
    this.#errors.set(connector, errors);
    const more = errors < before ? errors : errors - before;
    if (more > 0) this.add(connector, { errors: more });
  }
}
