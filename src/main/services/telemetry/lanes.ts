import { LANES, type Lane } from '#core/model/lane.ts';
import type { Timers, Undo } from '#main/ports/time.ts';
import type { Outcome } from './batch.ts';
import { type Consignment, MOST_EVENTS, sizeOf, type Verdict } from './consignment.ts';
import { FairQueue } from './fair-queue.ts';

/** A group closes this long after its first event (DECISIONS 9), ms. */
const GROUP_OPEN = 100;
/** As many events may wait in a lane: about a second of work, some tens of megabytes. Calls for help are never counted out. */
const MOST_WAITING: Readonly<Record<Lane, number>> = {
  duress: Number.POSITIVE_INFINITY,
  state: 20_000,
  position: 20_000,
};

export type LanesParts = {
  readonly timers: Pick<Timers, 'after'>;
  /** Whether the store takes telemetry of this lane now. */
  readonly takes: (lane: Lane) => boolean;
  /** Commits the consignments in one transaction; the outcomes of each. */
  readonly commit: (group: readonly Consignment[]) => readonly (readonly Outcome[])[];
  /** Hears of a commit that failed; true when the store was the reason. */
  readonly onFailure: (error: unknown) => boolean;
};

/** Events by lane that wait, or were committed since the start. */
export type LaneCounts = Readonly<Record<Lane, { readonly waiting: number; readonly committed: number }>>;

type Waiting = { readonly consignment: Consignment; readonly answer: (verdict: Verdict) => void };

/**
 * The one way to the store for telemetry that comes as things happen: bounded lanes in front of a group commit. Calls for help
 * are committed at once and alone; of the rest state goes before position, and senders take turns. Between two commits the
 * thread is let go, so that ticks, timers and calls for help come in.
 */
export class Lanes {
  readonly #parts: LanesParts;
  readonly #queues: Readonly<Record<Lane, FairQueue<Waiting>>> = {
    duress: new FairQueue(),
    state: new FairQueue(),
    position: new FairQueue(),
  };
  readonly #committed: Record<Lane, number> = { duress: 0, state: 0, position: 0 };
  #disarm: Undo | null = null;
  #draining = false;

  constructor(parts: LanesParts) {
    this.#parts = parts;
  }

  /** Resolves once the consignment is on disk, or at once with why it was not taken. */
  offer(consignment: Consignment): Promise<Verdict> {
    const { lane, sender } = consignment;
    if (!this.#parts.takes(lane)) return Promise.resolve({ taken: false, why: 'STORE' });
    const size = sizeOf(consignment);
    const queue = this.#queues[lane];
    const name = `${sender.tenant ?? ''} ${sender.source ?? ''}`;
    if (!hasRoom(queue, name, size, MOST_WAITING[lane]))
      return Promise.resolve({ taken: false, why: 'FULL' });
    const { promise, resolve } = Promise.withResolvers<Verdict>();
    queue.push(name, { consignment, answer: resolve }, Math.max(1, size)); // one of blank lines is committed too
    this.#arrived(consignment);
    return promise;
  }

  /** Commits what waits. */
  close(): void {
    while (this.#waiting > 0) this.#commitNext();
    this.#disarm?.();
    this.#disarm = null;
    this.#draining = false;
  }

  counts(): LaneCounts {
    const of = (lane: Lane) => ({ waiting: this.#queues[lane].size, committed: this.#committed[lane] });
    return { duress: of('duress'), state: of('state'), position: of('position') };
  }

  get #waiting(): number {
    return LANES.reduce((sum, lane) => sum + this.#queues[lane].size, 0);
  }

  #arrived({ lane, urgent }: Consignment): void {
    if (lane === 'duress') this.#commit(this.#queues.duress.take(MOST_EVENTS));
    else if (this.#draining) return;
    else if (urgent) this.#drain();
    else if (this.#waiting >= MOST_EVENTS) this.#drainSoon();
    else this.#disarm ??= this.#parts.timers.after(GROUP_OPEN, () => this.#drain());
  }

  /** One group now, and after the thread was let go whatever came meanwhile, until nothing waits. */
  #drain(): void {
    this.#disarm?.();
    this.#disarm = null;
    this.#draining = this.#waiting > 0;
    if (!this.#draining) return;
    this.#commitNext();
    this.#drainSoon();
  }

  /** Never at once: messages come in bursts, and each of them would begin another commit before a timer could fire. */
  #drainSoon(): void {
    this.#disarm?.();
    this.#draining = true;
    this.#disarm = this.#parts.timers.after(0, () => this.#drain());
  }

  #commitNext(): void {
    const group: Waiting[] = [];
    let room = MOST_EVENTS;
    for (const lane of LANES) {
      // The store may be in another state than when it was offered.
      if (!this.#parts.takes(lane)) this.#turnAway(this.#queues[lane].take(Number.POSITIVE_INFINITY));
      const taken = group.length === 0 || room > 0 ? this.#takeOf(lane, room, group.length === 0) : [];
      group.push(...taken);
      room -= taken.reduce((sum, { consignment }) => sum + sizeOf(consignment), 0);
    }
    this.#commit(group);
  }

  #turnAway(group: readonly Waiting[]): void {
    for (const { answer } of group) answer({ taken: false, why: 'STORE' });
  }

  /** What fits; the first of a group is taken whatever its size. */
  #takeOf(lane: Lane, room: number, isFirst: boolean): readonly Waiting[] {
    const queue = this.#queues[lane];
    if (queue.size === 0) return [];
    return isFirst || queue.nextSize <= room ? queue.take(room) : [];
  }

  #commit(group: readonly Waiting[]): void {
    if (group.length === 0) return;
    try {
      const outcomes = this.#parts.commit(group.map(({ consignment }) => consignment));
      for (const [index, { consignment, answer }] of group.entries()) {
        this.#committed[consignment.lane] += sizeOf(consignment);
        answer({ taken: true, outcomes: outcomes[index] ?? [] });
      }
    } catch (error) {
      this.#failed(group, error);
    }
  }

  /** Trouble with the store is everybody's; anything else is that of one consignment, which must not take the others with it. */
  #failed(group: readonly Waiting[], error: unknown): void {
    const isStore = this.#parts.onFailure(error);
    if (!isStore && group.length > 1) {
      for (const one of group) this.#commit([one]);
      return;
    }
    for (const { answer } of group) answer({ taken: false, why: isStore ? 'STORE' : 'FAILED' });
  }
}

/** A sender may hold as much of a lane as is left free by all: one alone half of it, and there is always room for another one. */
function hasRoom(queue: FairQueue<Waiting>, sender: string, size: number, most: number): boolean {
  return queue.sizeOf(sender) + size <= most - queue.size;
}
