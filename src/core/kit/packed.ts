/** Room that a writer begins with, in numbers. */
const FIRST_ROOM = 1_024;

/** Numbers and texts in the order in which they were written. */
export type Packed = { readonly numbers: Float64Array; readonly texts: readonly string[] };

/** Puts numbers and texts one behind the other, to be read back in the same order by `Unpacking`. */
export class Packing {
  #numbers = new Float64Array(FIRST_ROOM);
  #size = 0;
  readonly #texts: string[] = [];

  number(value: number): void {
    this.#reserve(1);
    this.#numbers[this.#size++] = value;
  }

  /** A number that may be missing; NaN stands for it. */
  optional(value: number | null): void {
    this.number(value ?? Number.NaN);
  }

  numbers(values: Float64Array): void {
    this.#reserve(values.length);
    this.#numbers.set(values, this.#size);
    this.#size += values.length;
  }

  text(value: string): void {
    this.#texts.push(value);
  }

  /** What was written; the writer may go on, and gives the same again with more behind it. */
  packed(): Packed {
    return { numbers: this.#numbers.slice(0, this.#size), texts: this.#texts };
  }

  #reserve(count: number): void {
    if (this.#size + count <= this.#numbers.length) return;
    const larger = new Float64Array(Math.max(this.#numbers.length * 2, this.#size + count));
    larger.set(this.#numbers.subarray(0, this.#size));
    this.#numbers = larger;
  }
}

/** Something was read that was never written: the two sides do not fit each other. */
export class PackedTooShort extends Error {
  override readonly name = 'PackedTooShort';
}

/** Reads back what `Packing` wrote. Throws PackedTooShort where there is nothing more. */
export class Unpacking {
  readonly #packed: Packed;
  #number = 0;
  #text = 0;

  constructor(packed: Packed) {
    this.#packed = packed;
  }

  number(): number {
    const value = this.#packed.numbers[this.#number++];
    if (value === undefined) throw new PackedTooShort(`no number at ${this.#number - 1}`);
    return value;
  }

  optional(): number | null {
    const value = this.number();
    return Number.isNaN(value) ? null : value;
  }

  /** Puts the next `count` numbers into `target`, from `place` on. */
  numbersInto(target: Float64Array, place: number, count: number): void {
    const from = this.#number;
    this.#number += count;
    if (this.#number > this.#packed.numbers.length) throw new PackedTooShort(`${count} numbers at ${from}`);
    target.set(this.#packed.numbers.subarray(from, this.#number), place);
  }

  text(): string {
    const value = this.#packed.texts[this.#text++];
    if (value === undefined) throw new PackedTooShort(`no text at ${this.#text - 1}`);
    return value;
  }

  /** True when everything that was written has been read. */
  get isAtEnd(): boolean {
    return this.#number === this.#packed.numbers.length && this.#text === this.#packed.texts.length;
  }
}
