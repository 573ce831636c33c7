import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import type { SetBack } from './set-back.ts';

/** Clocks that are kept by the network drift by less between two looks. */
const LEAST_STEP = 2 * SECOND;

/** Compares the wall clock with the one that is never set, and writes down when they part: somebody set the clock, or the machine slept. */
export class ClockSteps {
  readonly #clock: Clock;
  readonly #store: Pick<Store, 'transaction' | 'trail'>;
  readonly #log: Log;
  readonly #setBack: SetBack;
  #wall: EpochMs;
  #monotonic: number;

  constructor(
    { clock, store, log }: { clock: Clock; store: Pick<Store, 'transaction' | 'trail'>; log: Log },
    setBack: SetBack,
  ) {
    this.#clock = clock;
    this.#store = store;
    this.#log = log;
    this.#setBack = setBack;
    this.#wall = clock.now();
    this.#monotonic = clock.monotonic();
  }

  /** Looks at both clocks; a difference is told once. */
  look(): void {
    const [wall, monotonic] = [this.#clock.now(), this.#clock.monotonic()];
    const expected = this.#wall + (monotonic - this.#monotonic);
    this.#wall = wall;
    this.#monotonic = monotonic;
    const by_ms = Math.round(wall - expected);
    if (Math.abs(by_ms) <= LEAST_STEP) return;
    this.#log.warn('the clock stepped', { by_ms });
    this.#store.transaction(() => {
      this.#setBack.stepped(by_ms, Math.round(expected));
      this.#store.trail.append([
        {
          at: wall,
          actor: SYSTEM,
          action: 'engine.clock_stepped',
          entity: 'engine',
          entity_id: 'clock',
          reason: by_ms < 0 ? 'the clock was set back' : 'the clock was set forward, or the machine slept',
          before: { at: Math.round(expected) },
          after: { at: wall, by_ms },
        },
      ]);
    });
  }
}
