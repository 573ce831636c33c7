/** Numbers in a block: 256 KB. */
const BLOCK = 32_768;

/** Room for numbers: from `start` on in `block`. */
export type Room = { readonly block: Float64Array; readonly start: number };

/**
 * Room for many short runs of numbers, cut out of few large blocks: an array of its own for each takes as much memory again, and
 * most of the time of making it. What is given back is handed out again, to whoever asks for as much.
 */
export class CellBlocks {
  readonly #free = new Map<number, Room[]>();
  #block = new Float64Array();
  #used = 0;

  /** Room for so many numbers. What they are is left from before. */
  take(length: number): Room {
    const free = this.#free.get(length)?.pop();
    if (free !== undefined) return free;
    if (length > BLOCK) return { block: new Float64Array(length), start: 0 };
    if (this.#used + length > this.#block.length) {
      this.#block = new Float64Array(BLOCK);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += length;
    return { block: this.#block, start };
  }

  /** Takes back what `take` gave for so many numbers; whoever had it forgets it. */
  give(length: number, room: Room): void {
    const free = this.#free.get(length);
    if (free === undefined) this.#free.set(length, [room]);
    else free.push(room);
  }
}
