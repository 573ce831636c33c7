import { CellBlocks, type Room } from '#core/kit/cell-blocks.ts';
import type { Packing, Unpacking } from '#core/kit/packed.ts';
import { firstFrom } from '#core/kit/sorted.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Rows that there is room for at the beginning. */
const FIRST_ROOM = 8;

/** Room for more rows than so many, half again as large each time: few sizes, so that what one gives back fits another. */
function roomFor(rows: number): number {
  let room = FIRST_ROOM;
  while (room <= rows) room = Math.ceil(room * 1.5);
  return room;
}

/**
 * Rows of numbers, the first of each an instant, kept in order whatever the order in which they come. They lie side by side in
 * blocks, since a large installation keeps an hour of them for each of tens of thousands of people.
 */
export class RecentRows {
  readonly #width: number;
  readonly #blocks: CellBlocks;
  #capacity = 0;
  #room: Room | null = null;
  #size = 0;

  /** `blocks`: where its numbers lie, beside those of others. */
  constructor(width: number, blocks: CellBlocks = new CellBlocks()) {
    this.#width = width;
    this.#blocks = blocks;
  }

  get size(): number {
    return this.#size;
  }

  /** Where there is no room left, rows up to `forgotten` are dropped before more is taken. */
  add(row: readonly number[], forgotten: EpochMs = Number.NEGATIVE_INFINITY): void {
    if (this.#size === this.#capacity) this.forget(forgotten);
    const { block, start } = this.#roomForMore();
    let place = this.#size;
    while (place > 0 && this.#comesAfter(place - 1, row)) place--;
    const at = start + place * this.#width;
    if (place < this.#size) block.copyWithin(at + this.#width, at, start + this.#size * this.#width);
    for (let column = 0; column < this.#width; column++) block[at + column] = row[column] ?? Number.NaN;
    this.#size++;
  }

  /** Drops the rows up to an instant. */
  forget(until: EpochMs): void {
    const first = this.#firstAfter(until);
    if (first === 0 || this.#room === null) return;
    const { block, start } = this.#room;
    block.copyWithin(start, start + first * this.#width, start + this.#size * this.#width);
    this.#size -= first;
    if (this.#size === 0) this.#giveBack();
  }

  hasAfter(instant: EpochMs): boolean {
    return this.#size > 0 && this.#cell(this.#size - 1, 0) > instant;
  }

  /** Writes the rows after an instant. */
  save(after: EpochMs, packing: Packing): void {
    const first = this.#firstAfter(after);
    packing.number(this.#size - first);
    if (this.#room === null) return;
    const { block, start } = this.#room;
    packing.numbers(block.subarray(start + first * this.#width, start + this.#size * this.#width));
  }

  /** Takes what `save` wrote. */
  static restored(width: number, unpacking: Unpacking, blocks?: CellBlocks): RecentRows {
    const rows = new RecentRows(width, blocks);
    rows.#restore(unpacking.number(), unpacking);
    return rows;
  }

  #restore(size: number, unpacking: Unpacking): void {
    if (size === 0) return;
    const { block, start } = this.#move(roomFor(size));
    unpacking.numbersInto(block, start, size * this.#width);
    this.#size = size;
  }

  /** What `make` makes of each row with from < instant <= to, oldest first. It reads the row's numbers by their column. */
  between<T>(from: EpochMs, to: EpochMs, make: (cell: (column: number) => number) => T): T[] {
    const made: T[] = [];
    let row = this.#firstAfter(from);
    const cell = (column: number): number => this.#cell(row, column);
    for (; row < this.#size && cell(0) <= to; row++) made.push(make(cell));
    return made;
  }

  /** Instant of the newest row up to `to` whose numbers are as asked; null when there is none. */
  newestWhere(to: EpochMs, isAsked: (cell: (column: number) => number) => boolean): EpochMs | null {
    let row = this.#size - 1;
    const cell = (column: number): number => this.#cell(row, column);
    for (; row >= 0; row--) if (cell(0) <= to && isAsked(cell)) return cell(0);
    return null;
  }

  #firstAfter(instant: EpochMs): number {
    return firstFrom(this.#size, (row) => this.#cell(row, 0) <= instant);
  }

  #comesAfter(row: number, other: readonly number[]): boolean {
    for (let column = 0; column < this.#width; column++) {
      const [own, its] = [this.#cell(row, column), other[column] ?? Number.NaN];
      if (own !== its) return own > its;
    }
    return false;
  }

  #roomForMore(): Room {
    if (this.#room !== null && this.#size < this.#capacity) return this.#room;
    return this.#move(roomFor(this.#size));
  }

  /** Moves to where there is room for so many rows. */
  #move(capacity: number): Room {
    const room = this.#blocks.take(capacity * this.#width);
    if (this.#room !== null) {
      const { block, start } = this.#room;
      room.block.set(block.subarray(start, start + this.#size * this.#width), room.start);
    }
    this.#giveBack();
    this.#room = room;
    this.#capacity = capacity;
    return room;
  }

  #giveBack(): void {
    if (this.#room !== null) this.#blocks.give(this.#capacity * this.#width, this.#room);
    this.#room = null;
    this.#capacity = 0;
  }

  #cell(row: number, column: number): number {
    const room = this.#room;
    return room?.block[room.start + row * this.#width + column] ?? Number.NaN;
  }
}
