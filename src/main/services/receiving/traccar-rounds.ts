import { type EpochMs, HOUR, type Interval, MINUTE, SECOND } from '#core/model/time.ts';
import {
  newestFix,
  type TraccarDevice,
  traccarDevices,
  traccarRecords,
} from '#core/telemetry/foreign/traccar-history.ts';
import { askedFrom, markAfter, nextSpan, SpanLength } from '#core/telemetry/history/span.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { TraccarAnswer, TraccarServer } from '#main/ports/traccar.ts';
import { readValues } from '../telemetry/read-lines.ts';
import { parcelsOf } from './consign.ts';
import { deliver } from './deliver.ts';
import type { Desk, Mark, TraccarSource } from './link.ts';
import { historyOf, wantedOf } from './traccar-questions.ts';

/** Between two questions there is at least this, ms: four a second at most. */
const PACE = 250;
/** Clocks that differ by more are told of. */
const SAME_CLOCK = 30 * SECOND;

export type RoundParts = {
  readonly traccar: TraccarSource;
  readonly server: Pick<TraccarServer, 'ask'>;
  readonly desk: Pick<Desk, 'offer' | 'marksOf'>;
  readonly clock: Clock;
  readonly timers: Pick<Timers, 'after'>;
  readonly log: Log;
  readonly isClosed: () => boolean;
};

/** `skipped`: devices that could not be asked for this time. `rest_ms`: how long the server wants to be left alone. */
export type RoundEnd =
  | { readonly kind: 'done'; readonly skipped: number; readonly notice: string | null }
  | { readonly kind: 'failed'; readonly reason: string; readonly rest_ms: number | null };

/** What ends a round before its end. */
class RoundFailed extends Error {
  readonly rest_ms: number | null;
  constructor(reason: string, rest_ms: number | null) {
    super(reason);
    this.rest_ms = rest_ms;
  }
}
/** What is the matter with one device alone. */
class DeviceRefused extends Error {}

/** Asks for every device that the server heard of since it was asked for last. One round at a time. */
export class TraccarRounds {
  readonly #parts: RoundParts;
  readonly #connector: string;
  readonly #span = new SpanLength();
  /** How far the history of a device is known, and when the server had heard of it then. */
  readonly #marks = new Map<string, EpochMs | null>();
  readonly #heard = new Map<string, EpochMs | null>();
  /** How much the server's clock is ahead of ours, ms. */
  #ahead = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  devices = 0;

  constructor(parts: RoundParts) {
    this.#parts = parts;
    this.#connector = `traccar:${parts.traccar.name}`;
  }

  async run(): Promise<RoundEnd> {
    try {
      return await this.#round();
    } catch (error) {
      if (!(error instanceof RoundFailed)) throw error;
      return { kind: 'failed', reason: error.message, rest_ms: error.rest_ms };
    }
  }

  async #round(): Promise<RoundEnd> {
    const { traccar, isClosed, log } = this.#parts;
    const answer = await this.#ask('/api/devices');
    if (answer.kind === 'too long') throw new RoundFailed('The list of devices is too long.', null);
    const wanted = wantedOf(traccarDevices(answer.values), traccar);
    this.devices = wanted.length;
    const refused: string[] = [];
    for (const device of wanted) {
      if (isClosed()) break;
      if (this.#heard.get(device.unique) === device.heard_at) continue;
      try {
        await this.#catchUp(device);
        this.#heard.set(device.unique, device.heard_at);
      } catch (error) {
        if (!(error instanceof DeviceRefused)) throw error;
        refused.push(error.message);
        log.warn('the history of a device was refused', { connector: this.#connector });
      }
    }
    const notice = `${refused.length} of ${wanted.length} devices cannot be asked for: ${refused[0]}`;
    return {
      kind: 'done',
      skipped: refused.length,
      notice: refused.length > 0 ? notice : this.#noticeOfClock(),
    };
  }

  /** Everything of one device up to now, span after span; how far it is known is written with what was found. */
  async #catchUp(device: TraccarDevice): Promise<void> {
    const { traccar, clock, isClosed } = this.#parts;
    const until = clock.now() + this.#ahead;
    const mark = await this.#markOf(device.unique);
    let from = askedFrom(mark, until, traccar.back_hours * HOUR);
    for (;;) {
      const span = nextSpan(from, until, this.#span.ms);
      if (span === null || isClosed()) return;
      if (await this.#take(device, span)) from = span.end;
    }
  }

  /** False when the answer was too long, so that less is asked for. */
  async #take(device: TraccarDevice, span: Interval): Promise<boolean> {
    const [positionsOf, eventsOf] = historyOf(device, span);
    const positions = await this.#askOf(positionsOf);
    const events = positions === null ? null : await this.#askOf(eventsOf);
    if (positions === null || events === null) {
      if (this.#span.shorten()) return false;
      throw new DeviceRefused(`a minute of ${device.unique} is longer than may be read.`);
    }
    this.#span.lengthen();
    const mark = markAfter(this.#marks.get(device.unique) ?? null, newestFix(positions), span.end);
    await this.#store(traccarRecords(device.unique, positions, events), {
      list: markList(this.#parts.traccar, device.unique),
      entry: { id: device.unique, at: mark },
      keep: 1,
    });
    this.#marks.set(device.unique, mark);
    return true;
  }

  /** The mark is written with the last part: what is before it is on disk then. */
  async #store(records: readonly unknown[], mark: Mark): Promise<void> {
    const { traccar, clock, isClosed } = this.#parts;
    const options = { file: this.#connector, format: 'traccar', context: { at: clock.now() } } as const;
    const read = readValues(records, false, options);
    const sender = { source: this.#connector, tenant: traccar.tenant };
    const parcels = parcelsOf(read, sender, this.#connector, this.#connector);
    for (const [index, parcel] of parcels.entries()) {
      const isLast = index === parcels.length - 1;
      const end = await deliver({ ...parcel, mark: isLast ? mark : null }, this.#parts, isClosed);
      if (end === 'CLOSED') throw new RoundFailed('It was closed.', null);
      if (end === 'UNSTORABLE')
        throw new RoundFailed('Part of it could not be stored; the log says why.', MINUTE);
    }
  }

  async #markOf(unique: string): Promise<EpochMs | null> {
    const known = this.#marks.get(unique);
    if (known !== undefined) return known;
    const [entry] = await this.#parts.desk.marksOf(markList(this.#parts.traccar, unique));
    const mark = entry === undefined ? null : Number(entry.at);
    this.#marks.set(unique, mark);
    return mark;
  }

  /** null when the answer was too long. */
  async #askOf(path: string): Promise<readonly unknown[] | null> {
    const answer = await this.#ask(path);
    return answer.kind === 'list' ? answer.values : null;
  }

  async #ask(path: string): Promise<Exclude<TraccarAnswer, { readonly kind: 'refused' | 'failed' }>> {
    await this.#pace();
    const answer = await this.#parts.server.ask(path);
    if (answer.kind === 'failed') throw new RoundFailed(answer.reason, null);
    if (answer.kind === 'refused') {
      if (path.includes('?') && OF_ONE_DEVICE.has(answer.status)) throw new DeviceRefused(answer.reason);
      throw new RoundFailed(answer.reason, answer.retry_after_ms);
    }
    if (answer.kind === 'list' && answer.their_time !== null)
      this.#ahead = differenceOf(answer.their_time, this.#parts.clock.now());
    return answer;
  }

  async #pace(): Promise<void> {
    const { clock, timers } = this.#parts;
    const wait = this.#askedAt + PACE - clock.monotonic();
    if (wait > 0) await new Promise<void>((done) => timers.after(wait, done));
    this.#askedAt = clock.monotonic();
  }

  #noticeOfClock(): string | null {
    if (this.#ahead === 0) return null;
    const minutes = Math.round(Math.abs(this.#ahead) / MINUTE);
    const by = minutes === 0 ? 'less than a minute' : `${minutes} min`;
    return `Its clock is ${by} ${this.#ahead > 0 ? 'ahead of' : 'behind'} ours.`;
  }
}

/** What a server answers about one device that was deleted or may not be seen. */
const OF_ONE_DEVICE = new Set([400, 403, 404]);

/** Another address is another server: what is known of the one says nothing of the other. */
const markList = ({ name, url }: TraccarSource, unique: string): string => `pulled.${name}.${url}.${unique}`;

/** Small differences are the answer's way, and the whole seconds of its header. */
const differenceOf = (theirs: EpochMs, ours: EpochMs): number =>
  Math.abs(theirs - ours) > SAME_CLOCK ? theirs - ours : 0;
