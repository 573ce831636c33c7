import { begin, type Delivery, expire, isRefusal, type Outcome, settle } from '#core/actions/delivery.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Undo } from '#main/ports/time.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Automatic } from './automatic.ts';
import type { ActionDesk } from './desk.ts';
import { overSince } from './facts.ts';
import { type Outgoing, sendOnce } from './outgoing.ts';
import { filesOf, whyNotCarried } from './report-mail.ts';

/** So many messages are on their way at once at most, and so many by one action: a receiver that hangs leaves room for others. */
const [MOST_UNDERWAY, MOST_BY_ONE] = [8, 3];
/** So many are looked through at once. */
const LOOKED_AT = 256;
/** A clock that was set forward is noticed within this, and trouble looked at again after it. */
const LONGEST_WAIT = 30 * SECOND;
const AFTER_TROUBLE = 5 * SECOND;

export type OutboxParts = {
  readonly context: EngineContext;
  readonly desk: ActionDesk;
  readonly automatic: Automatic;
  readonly outgoing: Outgoing;
  readonly after: (ms: number, run: () => void) => Undo;
  /** 0 <= chance < 1. */
  readonly chance: () => number;
  readonly log: Log;
  /** Hears of trouble with the store; true when it was that. */
  readonly onTrouble: (error: unknown) => boolean;
};

/**
 * Sends what has leave to go: each message is written as on its way before it goes, and as what it came to before anything
 * else is done with it. Whatever was on its way when the program ended is sent again under its key. Trouble here is nobody
 * else's: alarms, rounds and commands go on, and it is looked at again.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  /** On its way, or arrived and not yet written as what it came to. */
  readonly #underway = new Map<string, Delivery>();
  readonly #unwritten = new Map<string, Outcome>();
  /** Ends what is on its way. */
  #halt = new AbortController();
  #undo: Undo = () => {};
  #isStopped = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** What was on its way when the program ended may have arrived or not. */
  start(): void {
    this.#guard(() => {
      for (const lost of this.#parts.context.world.store.deliveries.inState('SENDING')) {
        this.#underway.set(lost.id, lost);
        this.#unwritten.set(lost.id, LOST);
      }
    });
    this.look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#undo();
  }

  /** Ends what goes now when everything is stopped. */
  get signal(): AbortSignal {
    return this.#halt.signal;
  }

  /** The kill switch: what is on its way ends where it is, and is tried again when messages may go again. */
  halt(): void {
    this.#halt.abort();
    this.#halt = new AbortController();
  }

  /** Looks at what is due, now; afterwards it wakes by itself. Never throws. */
  look(): void {
    this.#undo();
    if (this.#isStopped) return;
    if (!this.#guard(() => this.#look())) this.#undo = this.#parts.after(AFTER_TROUBLE, () => this.look());
  }

  #guard(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      const { onTrouble, log } = this.#parts;
      if (!onTrouble(error)) log.error('messages to other machines wait', { error });
      return false;
    }
  }

  #look(): void {
    this.#writeOutcomes();
    const { context, desk } = this.#parts;
    const { store, clock, emit } = context.world;
    const now = clock.now();
    const due = store.deliveries.due(now, LOOKED_AT).filter(({ id }) => !this.#underway.has(id));
    const isStopped = desk.rails().stopped !== null;
    const moves: { readonly before: Delivery; readonly next: Delivery }[] = [];
    const going = [...this.#underway.values()];
    for (const before of due) {
      const next = this.#moveOf(before, now, isStopped, going);
      if (next === before) continue;
      moves.push({ before, next });
      if (next.state === 'SENDING') going.push(next);
    }
    if (moves.length > 0) {
      store.transaction(() => {
        for (const { before, next } of moves) desk.save(next, SYSTEM, before);
      });
      emit('actions.changed', {});
    }
    for (const { next } of moves) if (next.state === 'SENDING') void this.#send(next);
    this.#arm(now, moves.length > 0);
  }

  /** The message after its turn or its end, or itself. */
  #moveOf(before: Delivery, now: EpochMs, isStopped: boolean, going: readonly Delivery[]): Delivery {
    const ended = expire(before, bySystem(now));
    if (ended !== before || isStopped || going.length >= MOST_UNDERWAY) return ended;
    if (going.filter(({ action }) => action === before.action).length >= MOST_BY_ONE) return before;
    const next = begin(before, this.#parts.desk.around(before, now), bySystem(now));
    return isRefusal(next) ? before : next;
  }

  #arm(now: EpochMs, hasMoved: boolean): void {
    const next = this.#parts.context.world.store.deliveries.nextAt();
    if (next === null) return;
    // What is due and could not go waits for a free place, or for the kill switch: both look again by themselves.
    if (next <= now && !hasMoved) return;
    this.#undo = this.#parts.after(Math.max(0, Math.min(next - now, LONGEST_WAIT)), () => this.look());
  }

  async #send(delivery: Delivery): Promise<void> {
    this.#underway.set(delivery.id, delivery);
    const outcome = await this.#outcomeOf(delivery);
    this.#unwritten.set(delivery.id, outcome);
    if (this.#isStopped) return; // the store is closed: the next start sends it again
    this.look();
  }

  /** Never rejects. */
  async #outcomeOf(delivery: Delivery): Promise<Outcome> {
    const { desk, outgoing, log } = this.#parts;
    try {
      const action = desk.action(delivery.action);
      if (action === null)
        return { ...LOST, verdict: 'NEVER', text: 'The action was removed.', maybe: false };
      const { store } = this.#parts.context.world;
      const why = whyNotCarried(store, delivery);
      const files = filesOf(store.deliveries, delivery.content);
      if (why !== null || files === null)
        return {
          ...LOST,
          verdict: 'NEVER',
          text: why ?? 'What it carries is not what was approved.',
          maybe: false,
        };
      return await sendOnce({ ...delivery, files }, action, desk.rails(), outgoing, this.#halt.signal);
    } catch (error) {
      log.error('a message could not be sent', { error });
      return { ...LOST, text: 'It could not be sent.', asked_ms: null };
    }
  }

  /** Writes what became of messages. What cannot be written is kept, and tried again with the next look. */
  #writeOutcomes(): void {
    if (this.#unwritten.size === 0) return;
    const { store, emit } = this.#parts.context.world;
    const outcomes = [...this.#unwritten];
    store.transaction(() => {
      for (const [id, outcome] of outcomes) this.#settle(id, outcome);
    });
    for (const [id] of outcomes) {
      this.#unwritten.delete(id);
      this.#underway.delete(id);
    }
    emit('actions.changed', {});
  }

  /** Inside a transaction. */
  #settle(id: string, outcome: Outcome): void {
    const { context, desk, automatic, chance } = this.#parts;
    const delivery = this.#underway.get(id);
    if (delivery === undefined) return;
    const now = context.world.clock.now();
    const next = settle(delivery, outcome, bySystem(now), chance());
    if (isRefusal(next)) return;
    desk.save(next, SYSTEM, delivery);
    const isTold = next.state === 'SENT' || (next.state === 'DEAD' && next.maybe);
    const finding = isTold && next.finding_id !== null ? desk.finding(next.finding_id) : null;
    // It ended while the message was on its way.
    if (finding !== null && overSince(finding) !== null) automatic.end(next, finding, now);
  }
}

const LOST: Outcome = {
  verdict: 'AGAIN',
  text: 'Vigil ended while it was on its way.',
  asked_ms: 0,
  maybe: true,
};

const bySystem = (at: EpochMs) => ({ by: SYSTEM.name, at });
