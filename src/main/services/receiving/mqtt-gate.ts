import { filterOf } from '#core/telemetry/topics/pattern.ts';
import type { Log } from '#main/ports/log.ts';
import type { MqttLink, MqttMessage, OpenMqtt } from '#main/ports/mqtt.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { ReadLines } from '../telemetry/read-lines.ts';
import { wallInstant } from '../telemetry/read-lines.ts';
import { parcelsOf } from './consign.ts';
import { deliver } from './deliver.ts';
import type { Desk, LinkState, MqttBroker, Parcel, Zone } from './link.ts';
import { readMessage } from './read-message.ts';
import { markOf, TakenBefore, takenList } from './taken-before.ts';

/** The first wait before a connection is tried again, and the longest, ms. Each is twice the one before, and some of it by chance. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export type MqttGateParts = {
  readonly broker: MqttBroker;
  /** Topics that the broker may still send from an earlier time. */
  readonly forget: readonly string[];
  readonly open: OpenMqtt;
  readonly desk: Pick<Desk, 'offer' | 'marksOf'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly zones: () => ReadonlyMap<string, Zone>;
  /** From 0 to 1: many that lost one broker must not come back together. */
  readonly chance: () => number;
};
export type MqttGate = { readonly state: () => LinkState; readonly close: () => Promise<void> };

export const filtersOf = ({ maps }: Pick<MqttBroker, 'maps'>): readonly string[] => [
  ...new Set(maps.map(({ topic }) => filterOf(topic))),
];

/** Reads the topics of one broker. A message is acknowledged when the engine has it on disk; a lost connection is made again. */
export function openMqttGate(parts: MqttGateParts): MqttGate {
  return new Gate(parts);
}

class Gate implements MqttGate {
  readonly #parts: MqttGateParts;
  readonly #connector: string;
  #link: MqttLink | null = null;
  #disarm: Undo = () => {};
  #closed = false;
  #wait = FIRST_WAIT;
  #state: LinkState['state'] = 'CONNECTING';
  #reason: string | null = null;
  #since: number;
  #failures = 0;
  #messages = 0;
  #leftOut = 0;
  #lastAt = 0;
  /** What is known of the messages of the session, from one connection to the next. */
  #taken: Promise<TakenBefore> = Promise.resolve(new TakenBefore([], false));

  constructor(parts: MqttGateParts) {
    this.#parts = parts;
    this.#connector = `mqtt:${parts.broker.name}`;
    this.#since = parts.clock.now();
    this.#connect();
  }

  state(): LinkState {
    return {
      name: this.#parts.broker.name,
      state: this.#state,
      reason: this.#reason,
      since: this.#since,
      failures: this.#failures,
      messages: this.#messages,
      left_out: this.#leftOut,
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#disarm();
    await this.#link?.close();
  }

  #connect(): void {
    const { broker, forget, open, desk } = this.#parts;
    this.#become('CONNECTING', this.#reason);
    const kept = desk.marksOf(takenList(this.#connector));
    let before = this.#taken;
    let isOpen = true;
    this.#link = open({
      target: broker,
      filters: filtersOf(broker),
      forget,
      lasting: true,
      onSession: (resumed) => {
        // Messages wait for the list, in their order.
        before = Promise.all([kept, this.#taken]).then(
          ([marks, last]) => new TakenBefore([...marks, ...last.underWay()], resumed),
        );
        this.#taken = before;
      },
      onUp: () => {
        this.#wait = FIRST_WAIT;
        this.#become('CONNECTED', null);
      },
      onMessage: (message) => {
        this.#messages += 1;
        this.#take(message, before, () => this.#closed || !isOpen).catch((error) =>
          this.#parts.log.error('a message could not be taken', { error, connector: this.#connector }),
        );
      },
      onDown: (reason) => {
        isOpen = false;
        this.#lost(reason);
      },
    });
  }

  #lost(reason: string): void {
    this.#failures += 1;
    const wait = this.#wait * (0.5 + this.#parts.chance() / 2);
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
    this.#become('WAITING', reason);
    if (!this.#closed) this.#disarm = this.#parts.timers.after(wait, () => this.#connect());
  }

  #become(state: LinkState['state'], reason: string | null): void {
    if (state !== this.#state) this.#since = this.#parts.clock.now();
    this.#state = state;
    this.#reason = reason;
  }

  /** Hands a message to the engine, and settles it when all of it is on disk. */
  async #take(message: MqttMessage, before: Promise<TakenBefore>, isClosed: () => boolean): Promise<void> {
    const { clock } = this.#parts;
    // Apps clear what a broker keeps with a message of nothing.
    if (message.payload.byteLength === 0) return message.settle();
    const taken = await before;
    const at = taken.firstAt(message, this.#instant());
    const read = this.#read(message, at);
    const mark = hasNoTime(read, at) ? markOf(this.#connector, message, at) : null;
    const sender = { source: this.#connector, tenant: this.#parts.broker.tenant };
    const parcels = parcelsOf(read, sender, `mqtt:${message.topic}`, this.#connector);
    const ends = await Promise.all(
      parcels.map((parcel) => this.#deliver({ ...parcel, mark }, message, isClosed)),
    );
    if (!ends.every((isTaken) => isTaken)) return;
    message.settle();
    taken.settled(message, clock.now());
  }

  /** Two messages that say the same and no time are two events: no two have one instant. */
  #instant(): number {
    this.#lastAt = Math.max(this.#parts.clock.now(), this.#lastAt + 1);
    return this.#lastAt;
  }

  #read({ topic, payload, retained }: MqttMessage, at: number): ReadLines {
    const { broker, zones } = this.#parts;
    const instantOf = (wall: number, site: string) => {
      const zone = zones().get(site);
      const isOurs = broker.tenant === null || zone?.tenant === broker.tenant;
      return zone !== undefined && isOurs ? wallInstant(wall, zone.timezone) : null;
    };
    const read = readMessage(topic, payload, broker.maps, { at, instantOf });
    if (!retained) return read;
    // Nobody knows when it was: it is told again at every subscription, and would count each time.
    const isTimed = read.sent.map(({ event }) => event.ts !== at);
    this.#leftOut += isTimed.filter((timed) => !timed).length;
    return {
      ...read,
      sent: read.sent.filter((_, index) => isTimed[index]),
      lines: read.lines.filter((_, index) => isTimed[index]),
    };
  }

  /** A message that can never be stored must not hold up all behind it: it goes where refused lines are. */
  async #deliver(parcel: Parcel, message: MqttMessage, isClosed: () => boolean): Promise<boolean> {
    const end = await deliver(parcel, this.#parts, isClosed);
    if (end !== 'UNSTORABLE') return end === 'TAKEN';
    const detail = 'found a message that could not be stored; the log says why';
    const raw = message.payload.toString('utf8', 0, RAW_KEPT);
    const place = `mqtt:${message.topic}`;
    const refused = { sent: [], lines: [], unreadable: [{ value: undefined, detail, raw, place }] };
    return (await deliver({ ...parcel, ...refused, mark: null }, this.#parts, isClosed)) === 'TAKEN';
  }
}

/** Of a message that cannot be stored, bytes. */
const RAW_KEPT = 64 * 1024;

/** Whether something in it happened when it came, for want of another time. */
const hasNoTime = ({ sent }: ReadLines, at: number): boolean => sent.some(({ event }) => event.ts === at);
