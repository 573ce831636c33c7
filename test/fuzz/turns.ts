const LOOKED_AT_EVERY_MS = 5;

/**
 * Counts the turns in which this thread worked for longer than `most` ms and gave nobody else one. Its own work is counted and not the
 * time that went by: on a busy machine other programs have the processor meanwhile.
 */
export class Turns implements Disposable {
  readonly #most: number;
  #last = process.threadCpuUsage();
  #long = 0;
  readonly #looking = setInterval(() => this.#look(), LOOKED_AT_EVERY_MS);

  constructor(most: number) {
    this.#most = most;
  }

  /** Forgets the turn that has begun: what was done in it was not what is looked at. */
  begin(): void {
    this.#last = process.threadCpuUsage();
  }

  /** Since it was asked last. */
  long(): number {
    this.#look();
    const long = this.#long;
    this.#long = 0;
    return long;
  }

  #look(): void {
    const { user, system } = process.threadCpuUsage(this.#last);
    if ((user + system) / 1_000 > this.#most) this.#long += 1;
    this.begin();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looking);
  }
}
