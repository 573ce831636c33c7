import type { Packing, Unpacking } from '#core/kit/packed.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Rows that a block begins with. */
const FIRST_ROOM = 8;

/**
 * Rows of numbers, the first of each an instant, kept in order whatever the order in which they come. They lie in one block
 * of numbers, since a large installation keeps an hour of them for each of tens of thousands of people.
 */
export class RecentRows {
  readonly #width: number;
  #cells: Float64Array;
  #size = 0;

  /** `cells`: the rows that it begins with, in order. */
  constructor(width: number, cells: Float64Array = new Float64Array()) {
    this.#width = width;
    this.#size = cells.length / width;
    this.#cells = cells;
  }

  get size(): number {
    return this.#size;
  }

  add(row: readonly number[]): void {
    if ((this.#size + 1) * this.#width > this.#cells.length) this.#grow();
    let place = this.#size;
    while (place > 0 && this.#comesAfter(place - 1, row)) place--;
    const start = place * this.#width;
    this.#cells.copyWithin(start + this.#width, start, this.#size * this.#width);
    this.#cells.set(row, start);
    this.#size++;
  }

  /** Drops the rows up to an instant. */
  forget(until: EpochMs): void {
    const first = this.#firstAfter(until);
    if (first === 0) return;
    this.#cells.copyWithin(0, first * this.#width, this.#size * this.#width);
    this.#size -= first;
  }

  hasAfter(instant: EpochMs): boolean {
    return this.#size > 0 && this.#cell(this.#size - 1, 0) > instant;
  }

  /** Writes the rows after an instant. */
  save(after: EpochMs, packing: Packing): void {
    const first = this.#firstAfter(after);
    packing.number(this.#size - first);
    packing.numbers(this.#cells.subarray(first * this.#width, this.#size * this.#width));
  }

  static restored(width: number, unpacking: Unpacking): RecentRows {
    return new RecentRows(width, unpacking.numbers(unpacking.number() * width));
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
    let row = 0;
    while (row < this.#size && this.#cell(row, 0) <= instant) row++;
    return row;
  }

  #comesAfter(row: number, other: readonly number[]): boolean {
    for (let column = 0; column < this.#width; column++) {
      const [own, its] = [this.#cell(row, column), other[column] ?? Number.NaN];
      if (own !== its) return own > its;
    }
    return false;
  }

  /** Half again as large. */
  #grow(): void {
    const rows = Math.max(FIRST_ROOM, Math.ceil(this.#size * 1.5));
    const larger = new Float64Array(rows * this.#width);
    larger.set(this.#cells.subarray(0, this.#size * this.#width));
    this.#cells = larger;
  }

  #cell(row: number, column: number): number {
    return this.#cells[row * this.#width + column] ?? Number.NaN;
  }
}
