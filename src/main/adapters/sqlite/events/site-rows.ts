import type { EpochMs } from '#core/model/time.ts';

const LEAST_ROWS = 1_024;
/** No row comes before this one. */
const NONE = -1;

/** What is known of a row beside its site. */
export type KnownRow = { readonly seq: number; readonly stream: number; readonly ts: EpochMs };

/** The rows of one site: the place of the last that came, and between which instants they happened. */
type Chain = { last: number; count: number; oldest: EpochMs; newest: EpochMs };

/** The numbers of a table's rows by site, with their streams and instants: 24 bytes a row. */
export class SiteRows {
  #seqs = new Float64Array(LEAST_ROWS);
  #times = new Float64Array(LEAST_ROWS);
  #streams = new Uint32Array(LEAST_ROWS);
  #before = new Int32Array(LEAST_ROWS);
  #size = 0;
  readonly #chains = new Map<number, Chain>();

  add(siteId: number, { seq, stream, ts }: KnownRow): void {
    if (this.#size === this.#seqs.length) this.#grow();
    const place = this.#size++;
    const chain = this.#chains.get(siteId);
    this.#seqs[place] = seq;
    this.#times[place] = ts;
    this.#streams[place] = stream;
    this.#before[place] = chain?.last ?? NONE;
    if (chain === undefined) {
      this.#chains.set(siteId, { last: place, count: 1, oldest: ts, newest: ts });
      return;
    }
    chain.last = place;
    chain.count++;
    if (ts < chain.oldest) chain.oldest = ts;
    if (ts > chain.newest) chain.newest = ts;
  }

  /** False where no row of a site has from <= ts <= to. */
  mayHold(siteId: number, from: EpochMs, to: EpochMs): boolean {
    const chain = this.#chains.get(siteId);
    return chain !== undefined && chain.oldest <= to && chain.newest >= from;
  }

  /** Visits the rows of a site with from <= ts <= to, the last that came first. */
  visit(
    siteId: number,
    from: EpochMs,
    to: EpochMs,
    visit: (seq: number, stream: number, ts: EpochMs) => void,
  ): void {
    const chain = this.#chains.get(siteId);
    if (chain === undefined || chain.oldest > to || chain.newest < from) return;
    for (let place = chain.last; place !== NONE; place = this.#before[place] ?? NONE) {
      const ts = this.#times[place] ?? 0;
      if (ts >= from && ts <= to) visit(this.#seqs[place] ?? 0, this.#streams[place] ?? 0, ts);
    }
  }

  /** How many rows each site has, in the order of their ids. */
  counts(): readonly (readonly [siteId: number, rows: number])[] {
    return [...this.#chains].map(([site, { count }]) => [site, count] as const).sort(([a], [b]) => a - b);
  }

  #grow(): void {
    const size = this.#seqs.length * 2;
    this.#seqs = longer(this.#seqs, new Float64Array(size));
    this.#times = longer(this.#times, new Float64Array(size));
    this.#streams = longer(this.#streams, new Uint32Array(size));
    this.#before = longer(this.#before, new Int32Array(size));
  }
}

function longer<Numbers extends { set: (numbers: Numbers) => void }>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
