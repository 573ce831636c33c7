import { SECOND, toIso } from '#core/model/time.ts';
import type { ConnectorLife } from './connectors-life.ts';

/** Something outside that delivers telemetry by one connector, and knows what the program gave it to understand. */
export type Sender = {
  readonly connector: string;
  /** Delivers anew what was not taken, and more all the while, until the life is over. Resolves when nothing of it is under way any more. */
  readonly feed: (life: ConnectorLife, stage: Stage) => Promise<void>;
  /** Events that the program had in its hands, by their identity. */
  readonly delivered: () => Iterable<number>;
  /** Those of which it said that they are on disk. */
  readonly acknowledged: () => Iterable<number>;
};

/** What a feed must know of the life that it feeds. */
export type Stage = {
  readonly isOver: () => boolean;
  /** True for a while before the end: what the program answers is lost on the way. */
  readonly isDeaf: () => boolean;
  /** False at the end: what was not taken is delivered, and nothing more. */
  readonly more: boolean;
};

/** Values of messages without a time begin here; everything else is known by its instant. */
export const NUMBERS_FROM = 1_000_000;

/** What stored events are known by: their instant, or the number that they say. */
export const IDENTITIES = `SELECT CASE WHEN ref >= ${NUMBERS_FROM} THEN ref ELSE ts END AS identity
  FROM (SELECT ts, ref FROM event_hot UNION ALL SELECT ts, ref FROM event_run)`;

/** What an identity stands for, for people. */
export const inWords = (identity: number): string =>
  identity < LEAST_INSTANT ? `the number ${identity}` : `the event of ${toIso(identity)}`;
const LEAST_INSTANT = 1_000_000_000_000;

/** The instants of one sender's events: each once, and never of a whole second, which are others'. */
export class Instants {
  readonly #from: number;
  #next = 0;

  constructor(from: number) {
    this.#from = Math.floor(from / SECOND) * SECOND + 1;
  }

  next(): number {
    const at = this.#from + 2 * this.#next;
    this.#next += 1;
    return at;
  }
}

/** A line of telemetry that happened then. */
export const lineAt = (at: number): string =>
  JSON.stringify({ type: 'phone_event', site: 'S-1', ts: toIso(at) });
