/** Slots are used up to this part, so that the next free one is near. */
const FULLEST = 0.75;
const LEAST_SLOTS = 1_024;
/** No row has this number. */
const FREE = 0;

/** Numbers of rows by the 53-bit hash of what they say, in 16 bytes a slot. A hash may have several rows. */
export class KeyTable {
  #keys: Float64Array;
  #rows: Float64Array;
  #size = 0;

  /** With room for so many rows at the beginning. */
  constructor(rows = 0) {
    let slots = LEAST_SLOTS;
    while (slots * FULLEST < rows) slots *= 2;
    this.#keys = new Float64Array(slots);
    this.#rows = new Float64Array(slots);
  }

  /** `row`: from 1. */
  add(key: number, row: number): void {
    if (this.#size >= this.#rows.length * FULLEST) this.#grow();
    this.#put(key, row);
    this.#size++;
  }

  /** True when `isIt` says so of a row that was added under the key. */
  some(key: number, isIt: (row: number) => boolean): boolean {
    const last = this.#rows.length - 1;
    for (let slot = key & last; this.#rows[slot] !== FREE; slot = (slot + 1) & last) {
      if (this.#keys[slot] === key && isIt(this.#rows[slot] ?? FREE)) return true;
    }
    return false;
  }

  #put(key: number, row: number): void {
    const last = this.#rows.length - 1;
    let slot = key & last; // the low bits of a hash are as good as any
    while (this.#rows[slot] !== FREE) slot = (slot + 1) & last;
    this.#keys[slot] = key;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [keys, rows] = [this.#keys, this.#rows];
    this.#keys = new Float64Array(keys.length * 2);
    this.#rows = new Float64Array(rows.length * 2);
    for (const [slot, row] of rows.entries()) if (row !== FREE) this.#put(keys[slot] ?? 0, row);
  }
}
