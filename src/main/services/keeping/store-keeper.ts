import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Room } from '#main/ports/room.ts';
import type { Store } from '#main/ports/store.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { StoreHealth, StoreState } from '../store-health.ts';

/** With less than this share of the ballast left on the disk, it counts as full before SQLite finds out. */
const LOW_SHARE = 1 / 4;
/** A ballast that could not be written is tried again so much later. */
const TRY_EVERY = MINUTE;

export type StoreKeeperParts = {
  readonly store: Pick<Store, 'probe' | 'settle' | 'transaction' | 'trail'>;
  readonly health: StoreHealth;
  /** null where nobody watches the disk: a replay, a command line. */
  readonly room: Room | null;
  readonly log: Log;
};

/**
 * Looks after the store with every tick: gives the ballast up when the disk is full and writes it anew when there is room,
 * and finds out by a write whether a trouble is over.
 */
export class StoreKeeper {
  readonly #parts: StoreKeeperParts;
  #told: StoreState;
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: StoreKeeperParts) {
    this.#parts = parts;
    this.#told = parts.health.state;
  }

  /** Does the work, and once more when it failed for want of room and the ballast could be given up for it. */
  withRoom<T>(work: () => T): T {
    const { health, room } = this.#parts;
    const couldMake = health.isSound && room?.isHeld() === true;
    try {
      return work();
    } catch (error) {
      if (!health.note(error) || error.kind !== 'full' || !couldMake) throw error;
      return work();
    }
  }

  /** Hears at once that the store is in another state: a full disk gets the room of the ballast. */
  became({ condition }: StoreState): void {
    if (condition === 'FULL') this.#makeRoom();
  }

  #makeRoom(): void {
    const { room, log } = this.#parts;
    if (room?.release() === true)
      log.warn('the disk is full: the ballast was given up', { bytes: room.ballastBytes });
  }

  /** Throws StoreTrouble while nothing can be written: then there is nothing to tick for. */
  attend(now: EpochMs): void {
    const { store, health } = this.#parts;
    this.#watchRoom(now);
    if (health.state.condition === 'FULL') this.#endure(now);
    else if (isLost(health.state)) throw new StoreTrouble('io', health.state.reason ?? '', null);
    else if (!health.isSound) {
      store.probe();
      health.clear();
    }
    this.#write(now);
  }

  /** Sees the disk fill up before a write fails, and holds ballast while there is room. */
  #watchRoom(now: EpochMs): void {
    const { health, room } = this.#parts;
    const free = room?.free() ?? null;
    if (room === null || free === null || !health.isSound) return;
    const low = room.ballastBytes * LOW_SHARE;
    if (free < low) health.note(new StoreTrouble('full', `${inMegabytes(free)} are left on the disk`, null));
    else if (!room.isHeld() && free > room.ballastBytes + 2 * low) this.#hold(room, now);
  }

  /** Full: what cannot wait goes on in the room of the ballast. It is over when a write finds room and the ballast is whole again. */
  #endure(now: EpochMs): void {
    const { store, health, room } = this.#parts;
    const low = (room?.ballastBytes ?? 0) * LOW_SHARE;
    const enough = room === null || room.isHeld() ? low : room.ballastBytes + 2 * low;
    const isEnough = (room?.free() ?? enough) >= enough;
    if (!isEnough || !this.#goesWell(() => store.probe())) {
      this.#makeRoom();
      this.#goesWell(() => store.settle());
    } else if (room === null || room.isHeld()) health.clear();
    else this.#hold(room, now);
  }

  #hold(room: Room, now: EpochMs): void {
    const { log, health } = this.#parts;
    if (now - this.#triedAt < TRY_EVERY && now >= this.#triedAt && health.isSound) return;
    this.#triedAt = now;
    room.hold().catch((error: unknown) => log.warn('the ballast could not be written', { error }));
  }

  #goesWell(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!this.#parts.health.note(error)) throw error;
      return false;
    }
  }

  /** Each change goes into the trail as soon as it can be written. */
  #write(at: EpochMs): void {
    const { store, health } = this.#parts;
    const { state } = health;
    if (state.condition === this.#told.condition) return;
    const row = {
      at,
      actor: SYSTEM,
      action: state.condition === 'SOUND' ? 'store.recovered' : 'store.troubled',
      entity: 'engine',
      entity_id: 'store',
      reason: state.reason,
      before: { condition: this.#told.condition, since: this.#told.since },
      after: { condition: state.condition, since: state.since },
    } as const;
    if (this.#goesWell(() => store.transaction(() => store.trail.append([row])))) this.#told = state;
  }
}

/** Nothing but opening the file anew helps. */
const isLost = ({ condition }: StoreState): boolean => condition === 'IO' || condition === 'CORRUPT';

const inMegabytes = (bytes: number): string => `${Math.floor(bytes / (1024 * 1024))} MB`;
