import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Random } from '#core/kit/random.ts';
import { HOUR } from '#core/model/time.ts';
import { type KeepingBroker, keepingBroker } from '#test/kit/keeping-broker.ts';
import { faultsIn, reading } from './checks.ts';
import { beginLife, type ConnectorBug, type ConnectorLife, type LifePrograms } from './connectors-life.ts';
import { dropSender } from './drop-sender.ts';
import { httpSender } from './http-sender.ts';
import { mqttSender } from './mqtt-sender.ts';
import { comesTrue, pause } from './pause.ts';
import { IDENTITIES, inWords, type Sender } from './sender.ts';
import type { Figures } from './suite.ts';
import { type TraccarSender, traccarSender } from './traccar-sender.ts';

/** A kill falls this long after a server gave something new at the latest, ms: a group commit waits 100. For a part of it answers are lost. */
const LATEST_MS = 110;
/** Of a seeded bug: so long that something is surely stored of which no answer arrives, ms. */
const WAITS_OF_CONTROL = { hears: 20, deaf: 200 };
const ANSWER_WITHIN_MS = 5_000;
const ALL_WITHIN_MS = 60_000;
/** Plain numbers of the second broker begin here. */
const OTHER_NUMBERS = 100_000_000;

export type KilledDatabaseParts = {
  readonly programs: LifePrograms;
  readonly folder: string;
  readonly bug: ConnectorBug | null;
};

/** What one kill came to. `underWay`: of which connectors something was received and not stored. */
export type Kill = Pick<Figures, 'lost' | 'broken'> & { readonly underWay: ReadonlyMap<string, boolean> };

/**
 * One database, whose program is killed again and again, and all who deliver to it. The brokers are our own: Aedes numbers messages of a resumed
 * session by numbers that others still have, and takes one acknowledgement for another.
 */
export class KilledDatabase implements AsyncDisposable {
  readonly #parts: KilledDatabaseParts;
  readonly #file: string;
  readonly #brokers: readonly [KeepingBroker, KeepingBroker];
  readonly #traccar: TraccarSender;
  readonly #senders: readonly Sender[];

  static async open(parts: KilledDatabaseParts): Promise<KilledDatabase> {
    const traccar = await traccarSender(fileOf(parts), Date.now() - 23 * HOUR);
    return new KilledDatabase(parts, [await keepingBroker(4), await keepingBroker(5)], traccar);
  }

  private constructor(
    parts: KilledDatabaseParts,
    brokers: readonly [KeepingBroker, KeepingBroker],
    traccar: TraccarSender,
  ) {
    this.#parts = parts;
    this.#file = fileOf(parts);
    this.#brokers = brokers;
    this.#traccar = traccar;
    const ago = (hours: number) => Date.now() - hours * HOUR;
    this.#senders = [
      httpSender(ago(2)),
      dropSender(join(parts.folder, 'drop'), ago(3)),
      mqttSender('mqtt 3.1.1', brokers[0], ago(4), 0),
      mqttSender('mqtt 5', brokers[1], ago(5), OTHER_NUMBERS),
      traccar,
    ];
  }

  /** One life, ended while every connector is at work. */
  async liveAndKill(random: Random): Promise<Kill> {
    await using life = await this.#begin();
    const taken = this.#senders.map((sender) => size(sender.acknowledged()));
    let [over, deaf] = [false, false];
    const stage = { isOver: () => over, isDeaf: () => deaf, more: true };
    const feeds = this.#senders.map((sender) => sender.feed(life, stage));
    const isHeard = (sender: Sender, index: number) => size(sender.acknowledged()) > (taken[index] ?? 0);
    await comesTrue(() => this.#senders.every(isHeard), ALL_WITHIN_MS);
    const silent = this.#senders.filter((sender, index) => !isHeard(sender, index));
    // The others have something under way all the time, a server is asked now and then.
    await Promise.race([this.#traccar.giveMore(), pause(ANSWER_WITHIN_MS)]);
    const waits = this.#parts.bug === null ? waitsFrom(random) : WAITS_OF_CONTROL;
    await pause(waits.hears);
    deaf = true;
    this.#deafen(true);
    await pause(waits.deaf);
    await life.kill();
    over = true;
    this.#deafen(false);
    await Promise.all(feeds);
    const stored = new Set(this.#identities());
    return {
      lost: this.#missing(stored, (sender) => sender.acknowledged()),
      broken: silent.map(({ connector }) => `${connector} took nothing within ${ALL_WITHIN_MS / 1_000} s`),
      underWay: new Map(
        this.#senders.map((sender) => [sender.connector, !isAllIn(sender.delivered(), stored)]),
      ),
    };
  }

  /** Events that are there more than once. */
  doubled(): readonly string[] {
    const counts = new Map<number, number>();
    for (const identity of this.#identities()) counts.set(identity, (counts.get(identity) ?? 0) + 1);
    return this.#senders.flatMap((sender) =>
      [...new Set(sender.delivered())]
        .filter((identity) => (counts.get(identity) ?? 0) > 1)
        .map(
          (identity) =>
            `${sender.connector} doubled ${inWords(identity)}: it is there ${counts.get(identity)} times`,
        ),
    );
  }

  /** One more start, in which everything is delivered to its end; then everything is looked at. */
  async lookWhole(): Promise<Pick<Figures, 'lost' | 'doubled' | 'broken'>> {
    await using life = await this.#begin();
    let over = false;
    const stage = { isOver: () => over, isDeaf: () => false, more: false };
    const feeds = this.#senders.map((sender) => sender.feed(life, stage));
    const isDone = (sender: Sender) => isAllIn(sender.delivered(), new Set(sender.acknowledged()));
    await comesTrue(() => this.#senders.every(isDone), ALL_WITHIN_MS);
    const undone = this.#senders.filter((sender) => !isDone(sender));
    await life.kill();
    over = true;
    await Promise.all(feeds);
    const { doubled, broken } = reading(this.#file, faultsIn);
    return {
      lost: this.#missing(new Set(this.#identities()), (sender) => sender.delivered()),
      doubled: [...doubled, ...this.doubled()],
      broken: [...broken, ...undone.map(({ connector }) => `${connector} was not taken to its end`)],
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const broker of this.#brokers) await broker[Symbol.asyncDispose]();
    await this.#traccar[Symbol.asyncDispose]();
  }

  #begin(): Promise<ConnectorLife> {
    const { programs, bug } = this.#parts;
    const [first, second] = this.#brokers;
    const brokers = [
      { name: 'yard', version: 4, port: first.port },
      { name: 'gate', version: 5, port: second.port },
    ] as const;
    return beginLife(programs, { database: this.#file, brokers, traccar: this.#traccar.url, bug });
  }

  #deafen(isDeaf: boolean): void {
    for (const broker of this.#brokers) broker.deafen(isDeaf);
  }

  #missing(stored: ReadonlySet<number>, of: (sender: Sender) => Iterable<number>): readonly string[] {
    return this.#senders.flatMap((sender) =>
      [...of(sender)]
        .filter((identity) => !stored.has(identity))
        .map((identity) => `${sender.connector} lost ${inWords(identity)}: it was taken and is not there`),
    );
  }

  #identities(): readonly number[] {
    const reader = new Database(this.#file, { readonly: true });
    try {
      return reader.prepare<[], number>(IDENTITIES).pluck().all();
    } finally {
      reader.close();
    }
  }
}

/** Mostly soon after something new was given. */
function waitsFrom(random: Random): typeof WAITS_OF_CONTROL {
  const wait = LATEST_MS * random.next() ** 2;
  const hears = wait * random.next();
  return { hears, deaf: wait - hears };
}

const size = (events: Iterable<number>): number => [...events].length;
const isAllIn = (events: Iterable<number>, known: ReadonlySet<number>): boolean =>
  [...events].every((identity) => known.has(identity));
const fileOf = ({ folder }: Pick<KilledDatabaseParts, 'folder'>): string => join(folder, 'vigil.db');
