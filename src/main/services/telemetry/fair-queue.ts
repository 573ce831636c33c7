type Waiting<T> = { readonly item: T; readonly size: number };

/** A queue in which senders take turns, however much each of them sends. */
export class FairQueue<T> {
  /** In the order in which they are served next; a sender with nothing left is forgotten. */
  readonly #bySender = new Map<string, Waiting<T>[]>();
  readonly #sizes = new Map<string, number>();
  #size = 0;

  /** Of everything that waits. */
  get size(): number {
    return this.#size;
  }

  /** Of what is taken next; 0 when nothing waits. */
  get nextSize(): number {
    return this.#first()?.size ?? 0;
  }

  /** Of what one sender has waiting. */
  sizeOf(sender: string): number {
    return this.#sizes.get(sender) ?? 0;
  }

  push(sender: string, item: T, size: number): void {
    const items = this.#bySender.get(sender);
    if (items === undefined) this.#bySender.set(sender, [{ item, size }]);
    else items.push({ item, size });
    this.#add(sender, size);
  }

  /** Takes one item of each sender in turn, as many as fit into `most`; the first is taken whatever its size. */
  take(most: number): readonly T[] {
    const taken: T[] = [];
    let left = most;
    for (let next = this.#first(); next !== null; next = this.#first()) {
      const { sender, size } = next;
      if (taken.length > 0 && size > left) break;
      left -= size;
      taken.push(this.#takeOf(sender));
    }
    return taken;
  }

  #first(): { readonly sender: string; readonly size: number } | null {
    for (const [sender, [head]] of this.#bySender) if (head !== undefined) return { sender, size: head.size };
    return null;
  }

  /** The sender goes behind all others. */
  #takeOf(sender: string): T {
    const items = this.#bySender.get(sender) ?? [];
    const head = items.shift();
    if (head === undefined) throw new Error(`${sender} has nothing waiting`);
    this.#bySender.delete(sender);
    if (items.length > 0) this.#bySender.set(sender, items);
    this.#add(sender, -head.size);
    return head.item;
  }

  #add(sender: string, size: number): void {
    this.#size += size;
    const now = this.sizeOf(sender) + size;
    if (now === 0) this.#sizes.delete(sender);
    else this.#sizes.set(sender, now);
  }
}
