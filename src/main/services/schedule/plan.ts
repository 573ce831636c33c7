import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { nextSlot, periodOf, slotAt } from '#core/schedule/due.ts';
import { DueQueue } from '#core/schedule/due-queue.ts';
import { phaseOf } from '#core/schedule/spread.ts';
import type { DueRow } from '#main/ports/store.ts';

/** `count` slots, one `period` (ms) apart, the first at `from`. */
export type SlotRun = { readonly from: EpochMs; readonly count: number; readonly period: number };

/** One site's turn in one cadence: the slot that is run, and those that were missed before it. */
export type Turn = { readonly site: Site; readonly slot: EpochMs; readonly missed: SlotRun };

/** The turns of one cadence that fall on one slot. */
export type DueRound = { readonly cadence: Cadence; readonly slot: EpochMs; readonly turns: readonly Turn[] };

type Planned = {
  readonly site: Site;
  readonly cadence: Cadence;
  readonly period: number;
  readonly phase: number;
};

/** Which site is due when, in memory, over the rows that the database keeps. */
export class SlotPlan {
  readonly #queue = new DueQueue<number>();
  readonly #planned = new Map<number, Planned>();
  readonly #rows = new Map<number, DueRow>();

  #newestSlot = Number.NEGATIVE_INFINITY;

  constructor(rows: readonly DueRow[]) {
    this.keep(rows);
  }

  /** The newest slot of all rows; -Infinity when none ran yet. */
  get newestSlot(): EpochMs {
    return this.#newestSlot;
  }

  /** Plans every site anew, keeping what is due already. A cadence that a site does not have is not planned. */
  plan(sites: readonly Site[], now: EpochMs): void {
    this.#queue.clear();
    this.#planned.clear();
    for (const site of sites) {
      for (const cadence of CADENCES) {
        if (!site.audit.cadences.includes(cadence)) continue;
        const period = periodOf(site.audit, cadence);
        const planned = { site, cadence, period, phase: phaseOf(site.code, period) };
        const key = keyOf(site.id, cadence);
        this.#planned.set(key, planned);
        this.#queue.set(key, dueAt(planned, this.#rows.get(key)?.next_slot ?? null, now));
      }
    }
  }

  /**
   * Takes every turn that is due at `now`, coalesced to the newest slot of each site: heartbeats first, then by slot. With `only`
   * the turns of one cadence; the others stay due.
   */
  take(now: EpochMs, only?: Cadence): readonly DueRound[] {
    const rounds = new Map<string, { cadence: Cadence; slot: EpochMs; turns: Turn[] }>();
    const left: { readonly key: number; readonly at: EpochMs }[] = [];
    for (let next = this.#queue.take(now); next !== null; next = this.#queue.take(now)) {
      const planned = this.#planned.get(next.key);
      if (planned === undefined) continue;
      if (only !== undefined && planned.cadence !== only) {
        left.push(next);
        continue;
      }
      const slot = slotAt(planned.period, planned.phase, now);
      const key = `${planned.cadence} ${slot}`;
      const round = rounds.get(key) ?? { cadence: planned.cadence, slot, turns: [] };
      const missed = {
        from: next.at,
        count: Math.max(0, (slot - next.at) / planned.period),
        period: planned.period,
      };
      round.turns.push({ site: planned.site, slot, missed });
      rounds.set(key, round);
      this.#queue.set(next.key, slot + planned.period);
    }
    for (const { key, at } of left) this.#queue.set(key, at);
    return [...rounds.values()].sort(
      (a, b) => CADENCES.indexOf(a.cadence) - CADENCES.indexOf(b.cadence) || a.slot - b.slot,
    );
  }

  /** The rows as they are after the turns were run at `ranAt`. They count once `keep` takes them. */
  rowsAfter({ cadence, slot, turns }: DueRound, ranAt: EpochMs): readonly DueRow[] {
    return turns.map(({ site, missed }) => {
      const row = this.row(site.id, cadence);
      const next_slot = slot + periodOf(site.audit, cadence);
      if (!isAudited(site)) return { ...row, next_slot };
      const unbroken =
        missed.count === 0 &&
        row.watched_since !== null &&
        row.last_slot === slot - periodOf(site.audit, cadence);
      return {
        ...row,
        next_slot,
        first_slot: row.first_slot ?? slot,
        last_slot: slot,
        last_run_at: ranAt,
        watched_since: unbroken ? row.watched_since : slot,
        runs: row.runs + 1,
      };
    });
  }

  keep(rows: readonly DueRow[]): void {
    for (const row of rows) {
      this.#rows.set(keyOf(row.site_id, row.cadence), row);
      this.#newestSlot = Math.max(this.#newestSlot, row.last_slot ?? this.#newestSlot);
    }
  }

  row(siteId: number, cadence: Cadence): DueRow {
    return this.#rows.get(keyOf(siteId, cadence)) ?? { site_id: siteId, cadence, ...NEVER };
  }
}

const NEVER = {
  next_slot: null,
  first_slot: null,
  last_slot: null,
  last_run_at: null,
  watched_since: null,
  runs: 0,
} as const;

/** Site and cadence as one number: there are tens of thousands of them. */
const keyOf = (siteId: number, cadence: Cadence): number =>
  siteId * CADENCES.length + CADENCES.indexOf(cadence);

/** The planned slot when it still is one of this period and phase, else the first one after now. */
const dueAt = ({ period, phase }: Planned, planned: EpochMs | null, now: EpochMs): EpochMs =>
  planned !== null && slotAt(period, phase, planned) === planned ? planned : nextSlot(period, phase, now);
