import type { Random } from '#core/kit/random.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { LatLon, Site } from '#core/model/site.ts';
import { type EpochMs, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { blankEvent } from './blank-event.ts';
import { type Delivered, deliver } from './delivery.ts';
import { guardProcesses } from './guard.ts';
import { History } from './history.ts';
import { locationInterval } from './load.ts';
import type { Outages } from './outages.ts';
import { Planner, type PlannerOptions } from './planner.ts';
import { ENDED, once, type Process } from './process.ts';
import { sentAgain } from './resync.ts';
import { doorProcess } from './rhythm.ts';
import { createScene } from './scene.ts';
import { type PlannedRun, plannedRuns, walked } from './tour-run.ts';
import type { Blackout, Trouble } from './trouble.ts';
import { type TruthRow, truthOf } from './truth.ts';

/** The plan is made in steps of this length, whatever the steps in which the story is told. */
const STEP = 6 * HOUR;
/** The plan is ahead of the story by more than anything happens before its own start. */
const AHEAD = HOUR;
/** What a trouble did is told so long after it. */
const SETTLED_AFTER = HOUR;

/** What happens at one site, told step by step in order of time. */
export class SiteStory {
  readonly #site: Site;
  readonly #random: Random;
  readonly #network: Random;
  readonly #planner: Planner;
  readonly #history = new History();
  readonly #locationEvery: number;
  #processes: Process[] = [];
  #troubles: readonly Trouble[] = [];
  #blackouts: readonly Blackout[] = [];
  #runs: PlannedRun[] = [];
  #truth: TruthRow[] = [];
  #plannedTo: EpochMs;
  readonly #from: EpochMs;

  constructor(site: Site, random: Random, outages: Outages, options: PlannerOptions) {
    this.#site = site;
    this.#random = random;
    this.#network = random.split('network');
    this.#from = options.from;
    this.#plannedTo = options.from;
    const scene = createScene(site, random.split('tours'));
    this.#planner = new Planner(scene, random.split('troubles'), outages, options);
    this.#locationEvery = locationInterval(site, options.from);
    if (site.audit.custom_metrics.some(({ name }) => name === 'door_opens')) {
      this.#processes.push(doorProcess(site, options.from, random.split('doors')));
    }
  }

  /** What is sent of everything that happens before `to` and was not told yet, in order of time. */
  until(to: EpochMs): readonly Delivered[] {
    while (this.#plannedTo < to + AHEAD) this.#planStep();
    const events: TelemetryEvent[] = [];
    for (const process of this.#processes) this.#run(process, to, events);
    events.sort((a, b) => a.ts - b.ts);
    for (const event of events) this.#history.note(event);
    this.#processes = this.#processes.filter((process) => process.next() !== ENDED);
    this.#runs = this.#runs.filter(({ completed_at }) => completed_at >= to);
    const sent = events.flatMap((event) => deliver(event, this.#network, this.#blackouts));
    this.#settle(to - SETTLED_AFTER);
    return sent;
  }

  /** What was made true by troubles that are over, each row once. */
  takeTruth(): readonly TruthRow[] {
    const rows = this.#truth;
    this.#truth = [];
    return rows;
  }

  #run(process: Process, to: EpochMs, events: TelemetryEvent[]): void {
    for (let at = process.next(); at < to; at = process.next()) {
      const mutedTo = this.#mutedTo(process, at);
      if (mutedTo === null) this.#tell(this.#rewritten(process.send()), events);
      else process.postpone(mutedTo + 5 * SECOND + (at % (55 * SECOND))); // not all in one instant
    }
  }

  #tell(event: TelemetryEvent, events: TelemetryEvent[]): void {
    events.push(event);
    const again = sentAgain(event, this.#blackouts);
    if (again !== null) this.#processes.push(once(again));
  }

  #mutedTo({ type, person }: Process, at: EpochMs): EpochMs | null {
    for (const { mutes } of this.#troubles) {
      for (const mute of mutes) {
        if (at < mute.start || at >= mute.end || !mute.types.has(type)) continue;
        if (mute.person === null || mute.person === person) return mute.end;
      }
    }
    return null;
  }

  /** What really happens where a trouble changes what people and devices say. */
  #rewritten(event: TelemetryEvent): TelemetryEvent {
    let happened = event;
    for (const { rewrites } of this.#troubles) {
      for (const { start, end, type, person, rewrite } of rewrites) {
        const isMeant = event.type === type && event.person === person;
        if (isMeant && event.ts >= start && event.ts < end) happened = rewrite(happened);
      }
    }
    return happened;
  }

  #planStep(): void {
    const from = this.#plannedTo;
    const to = from + STEP;
    this.#plannedTo = to;
    const fresh = this.#planner.planTo(to + STEP);
    this.#keep([...this.#troubles, ...fresh]);
    for (const { adds } of fresh) this.#processes.push(...adds.map(once));
    const span = { start: from === this.#from ? from - 2 * HOUR : from, end: to };
    const runs = plannedRuns(this.#site, this.#random.split('tours'), span);
    this.#runs.push(...runs);
    for (const run of runs) this.#processes.push(...this.#runEvents(run).map(once));
    for (const shift of shiftsBetween(this.#site, from, to)) {
      if (shift.start < from && from !== this.#from) continue;
      const random = this.#random.split(`${shift.person} ${shift.start}`);
      const heading = (person: string, at: EpochMs) => this.#heading(person, at);
      const guard = { site: this.#site, shift, from: this.#from, locationEvery: this.#locationEvery };
      this.#processes.push(...guardProcesses({ ...guard, heading, random }));
    }
  }

  #runEvents(run: PlannedRun): readonly TelemetryEvent[] {
    const fate = this.#troubles.find(({ tours }) => tours.has(run.subject))?.tours.get(run.subject);
    const left = walked(run, fate);
    if (left === null) return [];
    const common = { person: run.person, tour: run.tour.code, run: run.run };
    const at = (ts: EpochMs) => ({ ...blankEvent(this.#site.code, ts), ...common });
    const events: TelemetryEvent[] = [
      { ...at(run.began_at), type: 'tour', status: 'STARTED' },
      ...left.scans.map(
        ({ checkpoint, at: ts, place }): TelemetryEvent => ({
          ...at(ts),
          type: 'checkpoint_scan',
          checkpoint: checkpoint.code,
          ...place,
        }),
      ),
    ];
    if (left.completed_at !== null)
      events.push({ ...at(left.completed_at), type: 'tour', status: 'COMPLETED' });
    return events.filter(({ ts }) => ts >= this.#from);
  }

  /** The checkpoint to which a tour takes the person at the instant. */
  #heading(person: string, at: EpochMs): LatLon | null {
    for (const run of this.#runs) {
      if (run.person !== person || at < run.began_at || at > run.completed_at) continue;
      return (run.scans.find((scan) => scan.at > at - MINUTE) ?? run.scans.at(-1))?.checkpoint ?? null;
    }
    return null;
  }

  #keep(troubles: readonly Trouble[]): void {
    this.#troubles = troubles;
    this.#blackouts = troubles.flatMap(({ blackouts }) => blackouts);
  }

  #settle(before: EpochMs): void {
    const over = this.#troubles.filter(({ end }) => end <= before);
    if (over.length === 0) return;
    this.#keep(this.#troubles.filter(({ end }) => end > before));
    for (const trouble of over) this.#truth.push(...truthOf(this.#site, trouble, this.#history));
  }
}
