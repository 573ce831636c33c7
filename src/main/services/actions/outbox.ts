import { begin, type Delivery, expire, isRefusal, type Outcome, settle } from '#core/actions/delivery.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Undo } from '#main/ports/time.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Automatic } from './automatic.ts';
import type { ActionDesk } from './desk.ts';
import { overSince } from './facts.ts';
import { type Outgoing, sendOnce } from './outgoing.ts';

/** So many messages are on their way at once at most. */
const MOST_UNDERWAY = 8;
/** How messages are looked through at once. */
const LOOKED_AT = 64;

export type OutboxParts = {
  readonly context: EngineContext;
  readonly desk: ActionDesk;
  readonly automatic: Automatic;
  readonly outgoing: Outgoing;
  readonly after: (ms: number, run: () => void) => Undo;
  /** 0 <= chance < 1. */
  readonly chance: () => number;
  readonly log: Log;
};

/**
 * Sends what has leave to go: each message is written as on its way before it goes, and as what it came to before anything
 * else is done with it. Whatever was on its way when the program ended is sent again under its key.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #underway = new Set<string>();
  #undo: Undo = () => {};
  #isStopped = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** What was on its way when the program ended may have arrived or not. */
  start(): void {
    const { context, desk } = this.#parts;
    const { store } = context.world;
    const lost = store.deliveries.inState('SENDING');
    if (lost.length > 0)
      store.transaction(() => {
        const outcome = {
          verdict: 'AGAIN',
          text: 'Vigil ended while it was on its way.',
          asked_ms: 0,
        } as const;
        for (const each of lost) this.#settle(desk, each, outcome);
      });
    this.look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#undo();
  }

  /** Looks at what is due, now; afterwards it wakes by itself. */
  look(): void {
    this.#undo();
    if (this.#isStopped) return;
    const { context, desk } = this.#parts;
    const { store, clock, emit } = context.world;
    const now = clock.now();
    const rails = desk.rails();
    const due = store.deliveries.due(now, LOOKED_AT).filter(({ id }) => !this.#underway.has(id));
    const moves = due.flatMap((before) => {
      const next = expire(before, bySystem(now));
      return next === before ? [] : [{ before, next }];
    });
    const going: Delivery[] = [];
    const free = rails.stopped === null ? MOST_UNDERWAY - this.#underway.size : 0;
    for (const before of due.filter((each) => !moves.some((move) => move.before === each)).slice(0, free)) {
      const next = begin(before, desk.around(before, now), bySystem(now));
      if (isRefusal(next)) continue;
      moves.push({ before, next });
      if (next.state === 'SENDING') going.push(next);
    }
    if (moves.length > 0) {
      store.transaction(() => {
        for (const { before, next } of moves) desk.save(next, SYSTEM, before);
      });
      emit('actions.changed', {});
    }
    for (const each of going) void this.#send(each);
    this.#arm(now, moves.length > 0);
  }

  #arm(now: EpochMs, hasMoved: boolean): void {
    const next = this.#parts.context.world.store.deliveries.nextAt();
    if (next === null) return;
    // What is due and could not go waits for a free place, or for the kill switch: both look again by themselves.
    if (next <= now && !hasMoved) return;
    this.#undo = this.#parts.after(Math.max(0, Math.min(next - now, LONGEST_WAIT)), () => this.look());
  }

  async #send(delivery: Delivery): Promise<void> {
    this.#underway.add(delivery.id);
    const { context, desk, outgoing, log } = this.#parts;
    try {
      const outcome = await this.#outcomeOf(delivery, outgoing);
      if (this.#isStopped) return; // the store is closed: the next start sends it again
      context.world.store.transaction(() => this.#settle(desk, delivery, outcome));
    } catch (error) {
      // Not written: it stays on its way, and the next start sends it again under its key.
      log.error('what became of a message could not be written', { error });
    } finally {
      this.#underway.delete(delivery.id);
    }
    context.world.emit('actions.changed', {});
    this.look();
  }

  async #outcomeOf(delivery: Delivery, outgoing: Outgoing): Promise<Outcome> {
    const { desk } = this.#parts;
    const action = desk.action(delivery.action);
    if (action === null) return { verdict: 'NEVER', text: 'The action was removed.', asked_ms: null };
    return sendOnce(delivery, action, desk.rails(), outgoing);
  }

  /** Inside a transaction. */
  #settle(desk: ActionDesk, delivery: Delivery, outcome: Outcome): void {
    const { context, automatic, chance } = this.#parts;
    const now = context.world.clock.now();
    const next = settle(delivery, outcome, bySystem(now), chance());
    if (isRefusal(next)) return;
    desk.save(next, SYSTEM, delivery);
    const finding = next.state === 'SENT' ? desk.finding(next.finding_id) : null;
    // It ended while the message was on its way.
    if (finding !== null && overSince(finding) !== null) automatic.end(next, finding, now);
  }
}

/** A clock that was set forward is noticed within this, ms. */
const LONGEST_WAIT = 30_000;

const bySystem = (at: EpochMs) => ({ by: SYSTEM.name, at });
