import { STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Every built-in stream has a column; the rows of custom metrics lie beside the table. */
const COLUMNS = Math.max(...Object.values(STREAM)) + 1;
const FIRST_ROOM = 64;

/** The streams whose events show that somebody or something lives at a site (DECISIONS 20). */
export const LIFE_STREAMS = [
  STREAM.phone_events,
  STREAM.location_updates,
  STREAM.tour_checkpoints,
  STREAM.task_completions,
  STREAM.task,
  STREAM.check_in,
] as const;
const IS_LIFE: readonly boolean[] = Array.from({ length: COLUMNS }, (_, stream) =>
  (LIFE_STREAMS as readonly number[]).includes(stream),
);

/** When each stream was first and last heard, a row for each site, in two blocks of numbers. */
export class StreamSpans {
  #first = new Float64Array(FIRST_ROOM * COLUMNS).fill(Number.POSITIVE_INFINITY);
  #last = new Float64Array(FIRST_ROOM * COLUMNS).fill(Number.NEGATIVE_INFINITY);
  /** The newest sign of life of each row. */
  #life = new Float64Array(FIRST_ROOM).fill(Number.NEGATIVE_INFINITY);
  readonly #custom = new Map<number, Map<number, [first: EpochMs, last: EpochMs]>>();

  /** Makes room for so many rows. */
  reserve(rows: number): void {
    if (rows * COLUMNS <= this.#first.length) return;
    const room = Math.max(rows, Math.ceil((this.#first.length / COLUMNS) * 1.5)) * COLUMNS;
    const [first, last] = [this.#first, this.#last];
    this.#first = new Float64Array(room).fill(Number.POSITIVE_INFINITY);
    this.#last = new Float64Array(room).fill(Number.NEGATIVE_INFINITY);
    this.#first.set(first);
    this.#last.set(last);
    const life = this.#life;
    this.#life = new Float64Array(room / COLUMNS).fill(Number.NEGATIVE_INFINITY);
    this.#life.set(life);
  }

  observe(row: number, stream: number, at: EpochMs): void {
    if (stream >= COLUMNS) {
      this.#observeCustom(row, stream, at);
      return;
    }
    const place = row * COLUMNS + stream;
    if (at < (this.#first[place] ?? 0)) this.#first[place] = at;
    if (at > (this.#last[place] ?? 0)) this.#last[place] = at;
    if (IS_LIFE[stream] && at > (this.#life[row] ?? 0)) this.#life[row] = at;
  }

  /** Null while the stream was never heard. */
  first(row: number, stream: number): EpochMs | null {
    const first =
      stream < COLUMNS ? this.#first[row * COLUMNS + stream] : this.#custom.get(row)?.get(stream)?.[0];
    return first === undefined || first === Number.POSITIVE_INFINITY ? null : first;
  }

  /** Null while the stream was never heard. */
  last(row: number, stream: number): EpochMs | null {
    const last =
      stream < COLUMNS ? this.#last[row * COLUMNS + stream] : this.#custom.get(row)?.get(stream)?.[1];
    return last === undefined || last === Number.NEGATIVE_INFINITY ? null : last;
  }

  /** The streams of a row that were heard, in order. */
  *heard(row: number): Generator<number> {
    for (let stream = 0; stream < COLUMNS; stream++) if (this.last(row, stream) !== null) yield stream;
    yield* [...(this.#custom.get(row)?.keys() ?? [])].sort((a, b) => a - b);
  }

  /** The newest sign of life of a row; -Infinity when there was none. */
  lastSign(row: number): EpochMs {
    return this.#life[row] ?? Number.NEGATIVE_INFINITY;
  }

  /** Forgets a row. */
  clear(row: number): void {
    const [first, end] = [row * COLUMNS, (row + 1) * COLUMNS];
    this.#first.fill(Number.POSITIVE_INFINITY, first, end);
    this.#last.fill(Number.NEGATIVE_INFINITY, first, end);
    this.#life[row] = Number.NEGATIVE_INFINITY;
    this.#custom.delete(row);
  }

  #observeCustom(row: number, stream: number, at: EpochMs): void {
    const streams = this.#custom.get(row) ?? new Map<number, [EpochMs, EpochMs]>();
    this.#custom.set(row, streams);
    const [first, last] = streams.get(stream) ?? [at, at];
    streams.set(stream, [Math.min(first, at), Math.max(last, at)]);
  }
}
