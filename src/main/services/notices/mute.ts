import type { Answer, Parsed } from '#contract/index.ts';
import type { MuteState } from '#contract/notices.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { Emit } from '../engine/context.ts';
import type { Caller } from '../handlers.ts';
import { KEPT, readMute } from './kept.ts';

/** The one mute of the installation: for minutes, by a person, in the audit trail; it ends by itself. */
export class Mute {
  readonly #store: Store;
  readonly #emit: Emit;
  /** What the screens were told last. */
  #told: MuteState | null;

  constructor(store: Store, emit: Emit, at: EpochMs) {
    this.#store = store;
    this.#emit = emit;
    this.#told = readMute(store.state.get, at);
  }

  at(now: EpochMs): MuteState | null {
    return this.#told !== null && this.#told.at <= now && now < this.#told.until ? this.#told : null;
  }

  set({ minutes, reason }: Parsed<'notices.mute'>, { actor }: Caller, at: EpochMs): Answer<'notices.mute'> {
    const before = this.at(at);
    const mute = minutes === 0 ? null : { at, until: at + minutes * MINUTE, minutes, by: actor.name };
    if (mute === null && before === null) return { mute };
    this.#store.transaction(() => {
      this.#store.state.set(KEPT.mute, mute === null ? '' : JSON.stringify(mute));
      this.#store.trail.append([
        {
          at,
          actor,
          action: mute === null ? 'notices.unmuted' : 'notices.muted',
          entity: 'engine',
          entity_id: 'notices',
          reason: reason || null,
          before: before && { minutes: before.minutes, until: before.until },
          after: mute && { minutes, until: mute.until },
        },
      ]);
    });
    this.#tell(mute);
    return { mute };
  }

  /** True when a mute has just ended by itself. */
  tick(now: EpochMs): boolean {
    if (this.#told === null || this.at(now) !== null) return false;
    this.#tell(null);
    return true;
  }

  #tell(mute: MuteState | null): void {
    this.#told = mute;
    this.#emit('notices.muted', { mute });
  }
}
