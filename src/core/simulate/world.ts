import type { Random } from '#core/kit/random.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Delivered } from './delivery.ts';
import { createOutages } from './outages.ts';
import type { PlannerOptions } from './planner.ts';
import { SiteStory } from './site-story.ts';
import { SourceWatch } from './source-watch.ts';
import type { TruthRow } from './truth.ts';

/** All sites of a simulation together. Each is told by itself, so that none depends on another; they share the outages of a source. */
export class World {
  readonly #sites: readonly SiteStory[];
  readonly #watch: SourceWatch;
  #underway: Delivered[] = [];

  constructor(sites: readonly Site[], random: Random, options: PlannerOptions) {
    const staffed = sites.filter(isStaffed);
    const outages = createOutages(staffed, random.split('outages'), options);
    this.#sites = staffed.map((site) => new SiteStory(site, random.split(site.code), outages, options));
    this.#watch = new SourceWatch(outages);
  }

  /** What reaches Vigil before `to` and was not told yet, in order of reception. */
  receivedUntil(to: EpochMs): readonly Delivered[] {
    for (const story of this.#sites) {
      for (const event of story.until(to)) this.#underway.push(event);
    }
    const ready = this.#underway.filter(({ received_at }) => received_at < to).sort(byReception);
    this.#underway = this.#underway.filter(({ received_at }) => received_at >= to);
    for (const event of ready) this.#watch.note(event);
    return ready;
  }

  /** What is under way once nothing more happens. */
  rest(): readonly Delivered[] {
    const rest = this.#underway.sort(byReception);
    this.#underway = [];
    return rest;
  }

  /** What was made true by troubles that are over, each row once, by site. */
  takeTruth(): readonly TruthRow[] {
    return [...this.#watch.takeTruth(), ...this.#sites.flatMap((story) => story.takeTruth())];
  }
}

const isStaffed = ({ active, shifts }: Site): boolean => active && shifts.length > 0;

const byReception = (a: Delivered, b: Delivered): number =>
  a.received_at - b.received_at || a.ts - b.ts || (a.site < b.site ? -1 : a.site > b.site ? 1 : 0);
