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
  readonly #kept: Map<string, EpochMs>;
  readonly #underWay = new Map<string, EpochMs>();
  #left: number;
  #resumedAt: EpochMs | null = null;

  constructor(kept: readonly MarkEntry[], resumed: boolean) {
    this.#kept = new Map(resumed ? kept.map(({ id, at }) => [String(id), Number(at)]) : []);
    // What comes again comes first; behind that the same number and content is another message.
    this.#left = resumed ? REMEMBERED : 0;
  }

  /** When the message came first; `now` when it was never taken. */
  firstAt(message: Message, now: EpochMs): EpochMs {
    if (message.id === null) return now;
    this.#resumedAt ??= now;
    if (now - this.#resumedAt > RESUMED_FOR) this.#left = 0;
    const id = idOf(message);
    // A number is given again only after its acknowledgement: the same one under way is the same message, sent twice.
    const at = this.#underWay.get(id) ?? this.#ofBefore(id) ?? now;
    this.#underWay.set(id, at);
    return at;
  }

  /** It was acknowledged. */
  settled(message: Message): void {
    // While a session is resumed, some brokers send a message twice: from what they kept, and as it came.
    if (this.#left === 0 && message.id !== null) this.#underWay.delete(idOf(message));
  }

  #ofBefore(id: string): EpochMs | undefined {
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    const at = this.#kept.get(id);
    this.#kept.delete(id);
    return at;
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
