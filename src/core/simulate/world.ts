import type { Random } from '#core/kit/random.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { type Delivered, deliver } from './delivery.ts';
import type { PlannerOptions } from './planner.ts';
import { SiteStory } from './site-story.ts';
import type { TruthRow } from './truth.ts';

/** All sites of a simulation together. Each is told by itself, so that none depends on another. */
export class World {
  readonly #sites: readonly { readonly story: SiteStory; readonly network: Random }[];
  #underway: Delivered[] = [];

  constructor(sites: readonly Site[], random: Random, options: PlannerOptions) {
    this.#sites = sites.filter(isStaffed).map((site) => {
      const own = random.split(site.code);
      return { story: new SiteStory(site, own, options), network: own.split('network') };
    });
  }

  /** What reaches Vigil before `to` and was not told yet, in order of reception. */
  receivedUntil(to: EpochMs): readonly Delivered[] {
    for (const { story, network } of this.#sites) {
      for (const event of story.until(to)) this.#underway.push(...deliver(event, network));
    }
    const ready = this.#underway.filter(({ received_at }) => received_at < to);
    this.#underway = this.#underway.filter(({ received_at }) => received_at >= to);
    return ready.sort(byReception);
  }

  /** What is under way once nothing more happens. */
  rest(): readonly Delivered[] {
    const rest = this.#underway.sort(byReception);
    this.#underway = [];
    return rest;
  }

  /** What was made true by troubles that are over, each row once, by site. */
  takeTruth(): readonly TruthRow[] {
    return this.#sites.flatMap(({ story }) => story.takeTruth());
  }
}

const isStaffed = ({ active, shifts }: Site): boolean => active && shifts.length > 0;

const byReception = (a: Delivered, b: Delivered): number =>
  a.received_at - b.received_at || a.ts - b.ts || (a.site < b.site ? -1 : a.site > b.site ? 1 : 0);
