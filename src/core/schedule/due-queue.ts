import type { EpochMs } from '#core/model/time.ts';

type Entry<K> = { readonly key: K; readonly at: EpochMs; readonly order: number };

/**
 * What is due when: one instant per key, the earliest first, keys of the same instant in the order in which they were set.
 * A binary heap; an entry that was moved or removed stays in it until it comes up, and is then passed over.
 */
export class DueQueue<K> {
  readonly #heap: Entry<K>[] = [];
  readonly #current = new Map<K, Entry<K>>();
  #order = 0;

  get size(): number {
    return this.#current.size;
  }

  /** Plans the key, instead of what was planned for it before. */
  set(key: K, at: EpochMs): void {
    const entry: Entry<K> = { key, at, order: this.#order++ };
    this.#current.set(key, entry);
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
  }

  delete(key: K): void {
    this.#current.delete(key);
  }

  clear(): void {
    this.#heap.length = 0;
    this.#current.clear();
  }

  /** When the next key is due; Infinity when none is planned. */
  nextAt(): EpochMs {
    this.#dropStale();
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Removes and returns the earliest key that is due at or before `until`, or null. */
  take(until: EpochMs): { readonly key: K; readonly at: EpochMs } | null {
    this.#dropStale();
    const first = this.#heap[0];
    if (first === undefined || first.at > until) return null;
    this.#removeFirst();
    this.#current.delete(first.key);
    return first;
  }

  #dropStale(): void {
    for (let first = this.#heap[0]; first && this.#current.get(first.key) !== first; first = this.#heap[0]) {
      this.#removeFirst();
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return false;
    return x.at !== y.at ? x.at < y.at : x.order < y.order;
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return;
    this.#heap[a] = y;
    this.#heap[b] = x;
  }

  #rise(index: number): void {
    for (let child = index; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #sink(index: number): void {
    for (let parent = index; ; ) {
      const left = 2 * parent + 1;
      const smaller = this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(smaller, parent)) return;
      this.#swap(smaller, parent);
      parent = smaller;
    }
  }
}
