import type { Lane } from '#core/model/lane.ts';
import type { EpochMs } from '#core/model/time.ts';
import { StoreTrouble, type TroubleKind } from '#main/ports/store-trouble.ts';
import type { Clock } from '#main/ports/time.ts';

/** What the engine thinks of its store. */
export type StoreCondition = 'SOUND' | 'BUSY' | 'FULL' | 'READ_ONLY' | 'IO' | 'CORRUPT';

export type StoreState = {
  readonly condition: StoreCondition;
  readonly since: EpochMs;
  /** What the file failed with, for people; null while it is sound. */
  readonly reason: string | null;
};

/** From the least to the worst: a worse trouble is not hidden by a lesser one that came after it. */
const RANKS: readonly StoreCondition[] = ['SOUND', 'BUSY', 'FULL', 'READ_ONLY', 'IO', 'CORRUPT'];

const CONDITIONS: Readonly<Record<TroubleKind, StoreCondition>> = {
  busy: 'BUSY',
  full: 'FULL',
  'read-only': 'READ_ONLY',
  io: 'IO',
  corrupt: 'CORRUPT',
};

/** A full disk takes what cannot wait, on the room that was kept for it; what cannot be written takes nothing. */
const TAKEN: Readonly<Record<StoreCondition, readonly Lane[]>> = {
  SOUND: ['duress', 'state', 'position'],
  BUSY: ['duress', 'state', 'position'],
  FULL: ['duress', 'state'],
  READ_ONLY: [],
  IO: [],
  CORRUPT: [],
};

/** How the store is, by every trouble that anybody met with it, until a write shows that it is over. */
export class StoreHealth {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #onChange: (state: StoreState) => void;
  #state: StoreState;

  constructor(clock: Pick<Clock, 'now'>, onChange: (state: StoreState) => void = () => {}) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#state = { condition: 'SOUND', since: clock.now(), reason: null };
  }

  get state(): StoreState {
    return this.#state;
  }

  get isSound(): boolean {
    return this.#state.condition === 'SOUND';
  }

  /** Whether telemetry of this kind may be given to the store now; a sender of any other is asked to come again. */
  takes(lane: Lane): boolean {
    return TAKEN[this.#state.condition].includes(lane);
  }

  /** Hears of a failure. True when it was trouble with the store; anything else is somebody else's. */
  note(error: unknown): error is StoreTrouble {
    if (!(error instanceof StoreTrouble)) return false;
    const condition = CONDITIONS[error.kind];
    if (RANKS.indexOf(condition) >= RANKS.indexOf(this.#state.condition))
      this.#become(condition, error.message);
    return true;
  }

  /** Hears that a write went well. */
  clear(): void {
    this.#become('SOUND', null);
  }

  #become(condition: StoreCondition, reason: string | null): void {
    if (condition === this.#state.condition) return;
    this.#state = { condition, since: this.#clock.now(), reason };
    this.#onChange(this.#state);
  }
}
