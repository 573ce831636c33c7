import type { EpochMs } from '#core/model/time.ts';

const FIRST_ROOM = 64;
/** Of each site: from when, until when. */
const WIDTH = 2;

/**
 * From when until when each site is known to be quiet: whatever comes meanwhile only makes it quiet for longer, but for what
 * calls `forget` or `forgetFrom`. Numbers side by side, so that a round passes over a large installation in one go.
 */
export class QuietSpans {
  /** By the id of the site. Where nothing is known both are NaN, which no instant is in. */
  #spans = new Float64Array(FIRST_ROOM * WIDTH).fill(Number.NaN);

  holds(siteId: number, at: EpochMs): boolean {
    const place = siteId * WIDTH;
    const from = this.#spans[place];
    const until = this.#spans[place + 1];
    return from !== undefined && until !== undefined && from <= at && at < until;
  }

  /** Those of some sites of which `holds` is not true. */
  notHeld<S extends { readonly id: number }>(sites: readonly S[], at: EpochMs): readonly S[] {
    const others: S[] = [];
    for (const site of sites) if (!this.holds(site.id, at)) others.push(site);
    return others;
  }

  keep(siteId: number, from: EpochMs, until: EpochMs): void {
    const place = siteId * WIDTH;
    if (place >= this.#spans.length) this.#reserve(siteId + 1);
    this.#spans[place] = from;
    this.#spans[place + 1] = until;
  }

  /** Nothing is known of the site any more: something may be wrong there. */
  forget(siteId: number): void {
    const place = siteId * WIDTH;
    if (place < this.#spans.length) this.#spans.fill(Number.NaN, place, place + WIDTH);
  }

  /** The same where what is known was found at an instant that is not before this one. */
  forgetFrom(siteId: number, at: EpochMs): void {
    if ((this.#spans[siteId * WIDTH] ?? Number.NaN) >= at) this.forget(siteId);
  }

  #reserve(sites: number): void {
    const larger = new Float64Array(Math.ceil(sites * 1.5) * WIDTH).fill(Number.NaN);
    larger.set(this.#spans);
    this.#spans = larger;
  }
}
