import type { Random } from '#core/kit/random.ts';
import { type EpochMs, HOUR, type Interval, MINUTE } from '#core/model/time.ts';
import { maintenanceBetween } from '#core/schedule/maintenance.ts';
import { CAUSES } from './causes/index.ts';
import { withoutSource } from './causes/source-outage.ts';
import { workInMaintenance } from './causes/work-in-maintenance.ts';
import type { OutageOptions, Outages } from './outages.ts';
import type { Cause, Effect, Scene, Trouble } from './trouble.ts';

/** `to`: every trouble is over by then; null: there is no end. */
export type PlannerOptions = OutageOptions & {
  /** Milliseconds from one trouble of a site to the next, on average. */
  readonly pause: number;
  /** Milliseconds from one trouble of a site to the next, at least. */
  readonly shortestPause: number;
  /** True: what a site was found to lack once is not made true a second time, since the finding may still be open. */
  readonly oncePerSubject: boolean;
};

const TRY_AGAIN = 20 * MINUTE;
/** Nothing that maintenance would hold back happens so near to a window. */
const AROUND_MAINTENANCE = 3 * HOUR;
/** A trouble is chosen so far before it begins at most. */
const LOOK_AHEAD = 12 * HOUR;
const MARGIN = 30 * MINUTE;
const WORK_CHANCE = 0.6;

/** What goes wrong at one site, planned as time goes on: one trouble after the other, none touching another. */
export class Planner {
  readonly #scene: Scene;
  readonly #random: Random;
  readonly #options: PlannerOptions;
  readonly #outages: Outages;
  readonly #told = new Set<string>();
  #troubles: Trouble[] = [];
  #fresh: Trouble[] = [];
  #cursor: EpochMs;
  #maintenanceTo: EpochMs;
  #outagesTo: EpochMs;

  constructor(scene: Scene, random: Random, outages: Outages, options: PlannerOptions) {
    this.#scene = scene;
    this.#random = random;
    this.#options = options;
    this.#outages = outages;
    this.#cursor = options.from + options.shortestPause + random.waiting(options.pause);
    this.#maintenanceTo = options.from;
    this.#outagesTo = options.from;
    if (options.to !== null) this.#planOutages(options.to); // before anything takes away what they make true
  }

  /** Every trouble that begins before `to` is known from then on. Returns those that are new. */
  planTo(to: EpochMs): readonly Trouble[] {
    this.#planOutages(to + LOOK_AHEAD);
    this.#planMaintenance(to + LOOK_AHEAD);
    while (this.#cursor < to) this.#planNext();
    const fresh = this.#fresh;
    this.#fresh = [];
    this.#troubles = this.#troubles.filter(({ end }) => end > this.#cursor - LOOK_AHEAD);
    return fresh;
  }

  #planNext(): void {
    const { pause, shortestPause } = this.#options;
    const trouble = this.#pickCause().plan(this.#scene, this.#cursor, this.#random);
    if (trouble === null || !this.#fits(trouble)) {
      this.#cursor += Math.round(TRY_AGAIN * this.#random.between(0.5, 1.5));
      return;
    }
    this.#add(trouble, trouble.effects);
    this.#cursor = Math.round(trouble.end + shortestPause + this.#random.waiting(pause));
  }

  /** What outages that begin before `to` do to the site. They come first: everything else keeps away from them. */
  #planOutages(to: EpochMs): void {
    for (const outage of this.#outages.between(this.#outagesTo, to)) {
      const random = this.#random.split(`outage ${outage.start}`);
      const trouble = withoutSource(this.#scene, outage, (effects) => this.#isUntold(effects), random);
      this.#add(trouble, trouble.effects);
    }
    this.#outagesTo = Math.max(this.#outagesTo, to);
  }

  /** Work inside the windows that begin before `to`. It comes next. */
  #planMaintenance(to: EpochMs): void {
    const { site } = this.#scene;
    const from = this.#maintenanceTo;
    if (to <= from) return;
    this.#maintenanceTo = to;
    for (const window of maintenanceBetween(site, from, to)) {
      const isNew = window.start >= Math.max(from, this.#options.from + this.#options.shortestPause);
      const isWorkedIn =
        isNew && window.start < to && this.#random.split(`work ${window.start}`).chance(WORK_CHANCE);
      const trouble = isWorkedIn ? workInMaintenance(this.#scene, window) : null;
      const held = trouble?.effects.filter(({ exempt }) => exempt) ?? [];
      const fits =
        trouble !== null && this.#isFree(trouble) && this.#isInTime(trouble) && this.#isUntold(held);
      if (fits) this.#add(trouble, held);
    }
  }

  #add(trouble: Trouble, told: readonly Effect[]): void {
    this.#troubles.push(trouble);
    this.#fresh.push(trouble);
    if (!this.#options.oncePerSubject) return;
    for (const effect of told) this.#told.add(keyOf(effect));
  }

  #fits(trouble: Trouble): boolean {
    if (!this.#isFree(trouble) || !this.#isInTime(trouble)) return false;
    return this.#isUntold(trouble.effects) && !this.#isHeldBack(trouble);
  }

  #isFree(trouble: Trouble): boolean {
    return this.#troubles.every((other) => !overlap(other, trouble, MARGIN));
  }

  #isInTime({ end }: Trouble): boolean {
    return this.#options.to === null || end + HOUR <= this.#options.to;
  }

  #isUntold(effects: readonly Effect[]): boolean {
    return !this.#options.oncePerSubject || effects.every((effect) => !this.#told.has(keyOf(effect)));
  }

  /** True when maintenance near by would make it hard to say what is true when. */
  #isHeldBack({ start, end, effects }: Trouble): boolean {
    if (effects.every(({ exempt }) => exempt)) return false;
    return (
      maintenanceBetween(this.#scene.site, start - AROUND_MAINTENANCE, end + AROUND_MAINTENANCE).length > 0
    );
  }

  #pickCause(): Cause {
    let rest = this.#random.next() * TOTAL_WEIGHT;
    for (const cause of CAUSES) {
      rest -= cause.weight;
      if (rest < 0) return cause;
    }
    return this.#random.pick(CAUSES);
  }
}

const TOTAL_WEIGHT = CAUSES.reduce((sum, { weight }) => sum + weight, 0);
const keyOf = ({ finding_type, subject }: Effect): string => `${finding_type} ${subject}`;
const overlap = (a: Interval, b: Interval, margin: number): boolean =>
  a.start < b.end + margin && b.start < a.end + margin;
