import { createHash } from 'node:crypto';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import type { Mark, MarkEntry } from './link.ts';

/** As many messages of no known time are remembered; more are never without an acknowledgement. */
export const REMEMBERED = 256;

/** What comes again has come by then: later the same number and content is another message. */
const RESUMED_FOR = 30 * SECOND;

type Message = { readonly topic: string; readonly payload: Buffer; readonly id: number | null };

/**
 * A message that says no time happened when it came. If it is stored and its acknowledgement is lost, it comes again: this
 * tells when it came first, so that it is the same event. `kept`: the list as the engine had it when the session was resumed.
 */
export class TakenBefore {
  /** False once the session goes on as any other. */
  #isResuming: boolean;
  readonly #known: Map<string, EpochMs>;
  #resumedAt: EpochMs | null = null;

  constructor(kept: readonly MarkEntry[], resumed: boolean) {
    this.#isResuming = resumed;
    this.#known = new Map(resumed ? kept.map(({ id, at }) => [String(id), Number(at)]) : []);
  }

  /** When the message came first; `now` when it was never taken. */
  firstAt(message: Message, now: EpochMs): EpochMs {
    if (message.id === null) return now;
    this.#look(now);
    const id = idOf(message);
    const at = this.#known.get(id) ?? now;
    this.#known.set(id, at);
    return at;
  }

  /** What is not acknowledged yet, for the session that goes on with it: it may not even be stored. */
  underWay = (): readonly MarkEntry[] => [...this.#known].map(([id, at]) => ({ id, at }));

  /**
   * It was acknowledged: the same number and content is another message from now on. But while a session is resumed, some
   * brokers send a message twice: from what they kept, and as it came.
   */
  settled(message: Message, now: EpochMs): void {
    this.#look(now);
    if (!this.#isResuming && message.id !== null) this.#known.delete(idOf(message));
  }

  /** What was kept for the beginning of a session is forgotten after it. */
  #look(now: EpochMs): void {
    this.#resumedAt ??= now;
    if (!this.#isResuming || now - this.#resumedAt <= RESUMED_FOR) return;
    this.#isResuming = false;
    this.#known.clear();
  }
}

/** The list in which the engine keeps what was taken of a connector. */
export const takenList = (connector: string): string => `taken.${connector}`;

/** What is to be written with a message of no known time; null for one that does not come again. */
export const markOf = (connector: string, message: Message, at: EpochMs): Mark | null =>
  message.id === null
    ? null
    : { list: takenList(connector), entry: { id: idOf(message), at }, keep: REMEMBERED };

const idOf = ({ topic, payload, id }: Message): string =>
  `${id}:${createHash('sha256').update(topic).update('\0').update(payload).digest('base64url')}`;
