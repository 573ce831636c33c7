import { CellBlocks } from '#core/kit/cell-blocks.ts';
import type { Packing, Unpacking } from '#core/kit/packed.ts';
import type { EpochMs } from '#core/model/time.ts';
import { RecentRows } from './recent-rows.ts';

/** So often within the time for which rows are kept, each site is rid of the older ones. */
const SWEEPS = 4;
const NOBODY: ReadonlyMap<string, RecentRows> = new Map();

/** Recent rows of numbers of whoever is told apart at each site. What is older than `kept` (ms) is forgotten, so that a long run does not grow. */
export class RecentBySite {
  readonly #width: number;
  readonly #kept: number;
  readonly #blocks = new CellBlocks();
  readonly #sites = new Map<number, Map<string, RecentRows>>();
  /** The sites that are still to be swept in this turn, and up to when what was due is done. */
  #left = this.#sites.values();
  #sweptAt: EpochMs | null = null;

  constructor(width: number, kept: number) {
    this.#width = width;
    this.#kept = kept;
  }

  /** One row, its instant first, as it comes in at `now`. */
  add(siteId: number, subject: string, row: readonly [EpochMs, ...number[]], now: EpochMs): void {
    const forgotten = now - this.#kept;
    this.#sweep(forgotten, now);
    if (row[0] > forgotten) this.#rowsOf(siteId, subject).add(row, forgotten);
  }

  of(siteId: number): ReadonlyMap<string, RecentRows> {
    return this.#sites.get(siteId) ?? NOBODY;
  }

  /** Writes what is kept of a site at `now`. */
  save(siteId: number, packing: Packing, now: EpochMs): void {
    const forgotten = now - this.#kept;
    const subjects = [...this.of(siteId)].filter(([, rows]) => rows.hasAfter(forgotten));
    packing.number(subjects.length);
    for (const [subject, rows] of subjects) {
      packing.text(subject);
      rows.save(forgotten, packing);
    }
  }

  /** Takes what `save` wrote of a site of which nothing is known yet. */
  restore(siteId: number, unpacking: Unpacking): void {
    const subjects = new Map<string, RecentRows>();
    for (let left = unpacking.number(); left > 0; left--) {
      const subject = unpacking.text();
      const rows = RecentRows.restored(this.#width, unpacking, this.#blocks);
      if (rows.size > 0) subjects.set(subject, rows);
    }
    if (subjects.size > 0) this.#sites.set(siteId, subjects);
  }

  #rowsOf(siteId: number, subject: string): RecentRows {
    let subjects = this.#sites.get(siteId);
    if (subjects === undefined) {
      subjects = new Map();
      this.#sites.set(siteId, subjects);
    }
    let rows = subjects.get(subject);
    if (rows === undefined) {
      rows = new RecentRows(this.#width, this.#blocks);
      subjects.set(subject, rows);
    }
    return rows;
  }

  /** Drops what is too old, and those who are no longer heard of: some sites at a time, since all of a large installation would hold up everything. */
  #sweep(forgotten: EpochMs, now: EpochMs): void {
    this.#sweptAt ??= now;
    const each = this.#kept / SWEEPS / this.#sites.size;
    const due = Math.min(this.#sites.size, Math.floor((now - this.#sweptAt) / each));
    if (due < 1) return;
    this.#sweptAt = due === this.#sites.size ? now : this.#sweptAt + due * each;
    for (let turn = 0; turn < due; turn++) {
      const subjects = this.#nextSite();
      for (const [subject, rows] of subjects) {
        rows.forget(forgotten);
        if (rows.size === 0) subjects.delete(subject);
      }
    }
  }

  #nextSite(): Map<string, RecentRows> {
    const next = this.#left.next();
    if (!next.done) return next.value;
    this.#left = this.#sites.values();
    return this.#left.next().value ?? new Map();
  }
}
