import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { nextSlot, periodOf, slotAt } from '#core/schedule/due.ts';
import { SlotQueue } from '#core/schedule/slot-queue.ts';
import { phasesOf } from '#core/schedule/spread.ts';
import type { DueRow } from '#main/ports/store.ts';

/** `count` slots, one `period` (ms) apart, the first at `from`. */
export type SlotRun = { readonly from: EpochMs; readonly count: number; readonly period: number };

/** One site's turn in one cadence: the slot that is run, and those that were missed before it. */
export type Turn = { readonly site: Site; readonly slot: EpochMs; readonly missed: SlotRun };

/** The turns of one cadence that fall on one slot. */
export type DueRound = { readonly cadence: Cadence; readonly slot: EpochMs; readonly turns: readonly Turn[] };

type Round = { readonly cadence: Cadence; readonly slot: EpochMs; readonly turns: Turn[] };

/** Which site is due when, in memory, over the rows that the database keeps. */
export class SlotPlan {
  /** A job is a site and a cadence, by their places: tens of thousands of them are numbers in arrays. */
  #sites: readonly Site[] = [];
  #phases = new Float64Array(0);
  #queue = new SlotQueue(0);
  readonly #rows = new Map<number, DueRow>();

  #newestSlot = Number.NEGATIVE_INFINITY;

  constructor(rows: readonly DueRow[]) {
    this.keep(rows);
  }

  /** The newest slot of all rows; -Infinity when none ran yet. */
  get newestSlot(): EpochMs {
    return this.#newestSlot;
  }

  /** When the next turn is due; Infinity when none is planned. */
  nextAt(): EpochMs {
    return this.#queue.nextAt();
  }

  /** Plans every site anew, keeping what is due already. A cadence that a site does not have is not planned. */
  plan(sites: readonly Site[], now: EpochMs): void {
    const jobs = sites.length * CADENCES.length;
    const phaseBefore = this.#phasesKnown();
    this.#sites = sites;
    this.#phases = new Float64Array(jobs);
    this.#queue = new SlotQueue(jobs);
    sites.forEach((site, place) => {
      let phaseOf: ReturnType<typeof phasesOf> | null = null;
      CADENCES.forEach((cadence, turn) => {
        if (!site.audit.cadences.includes(cadence)) return;
        const job = place * CADENCES.length + turn;
        const period = periodOf(site.audit, cadence);
        let phase = phaseBefore(site, cadence);
        if (phase === null) {
          phaseOf ??= phasesOf(site.code);
          phase = phaseOf(period);
        }
        this.#phases[job] = phase;
        const planned = this.#rows.get(keyOf(site.id, cadence))?.next_slot ?? null;
        this.#queue.add(job, dueAt(period, phase, planned, now));
      });
    });
  }

  /** Phases as they were planned: each comes from a hash, and most sites keep their period when something else of them changes. */
  #phasesKnown(): (site: Site, cadence: Cadence) => EpochMs | null {
    const [before, phases] = [this.#sites, this.#phases];
    const places = new Map(before.map(({ code }, place) => [code, place]));
    return (site, cadence) => {
      const place = places.get(site.code);
      const known = place === undefined ? undefined : before[place];
      if (place === undefined || known === undefined || !known.audit.cadences.includes(cadence)) return null;
      if (periodOf(known.audit, cadence) !== periodOf(site.audit, cadence)) return null;
      return phases[place * CADENCES.length + CADENCES.indexOf(cadence)] ?? null;
    };
  }

  /**
   * Takes every turn that is due at `now`, coalesced to the newest slot of each site: heartbeats first, then by slot. With `only`
   * the turns of one cadence; the others stay due.
   */
  take(now: EpochMs, only?: Cadence): readonly DueRound[] {
    const rounds = CADENCES.map(() => new Map<EpochMs, Round>());
    const left: number[] = [];
    for (let job = this.#queue.take(now); job !== -1; job = this.#queue.take(now)) {
      const turn = job % CADENCES.length;
      if (only === undefined || CADENCES[turn] === only) this.#begin(job, now, rounds[turn]);
      else left.push(job);
    }
    for (const job of left) this.#queue.add(job, this.#queue.dueAt(job));
    return rounds.flatMap((bySlot) => [...bySlot.values()].sort((a, b) => a.slot - b.slot));
  }

  /** Gives the site of a job its turn in the round of its newest slot, and plans its next one. */
  #begin(job: number, now: EpochMs, rounds: Map<EpochMs, Round> | undefined): void {
    const site = this.#sites[Math.floor(job / CADENCES.length)];
    const cadence = CADENCES[job % CADENCES.length];
    if (site === undefined || cadence === undefined || rounds === undefined) return;
    const period = periodOf(site.audit, cadence);
    const slot = slotAt(period, this.#phases[job] ?? 0, now);
    const from = this.#queue.dueAt(job);
    const missed = { from, count: Math.max(0, (slot - from) / period), period };
    let round = rounds.get(slot);
    if (round === undefined) {
      round = { cadence, slot, turns: [] };
      rounds.set(slot, round);
    }
    round.turns.push({ site, slot, missed });
    this.#queue.add(job, slot + period);
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
const dueAt = (period: number, phase: number, planned: EpochMs | null, now: EpochMs): EpochMs =>
  planned !== null && slotAt(period, phase, planned) === planned ? planned : nextSlot(period, phase, now);
