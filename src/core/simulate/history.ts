import { streamOf, type TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';

const LONGEST = 8_000;
const KEPT = 4_000;

/**
 * What lately happened at a site: instants of events by signal, and by person those of check-ins, of coming (`IN`) and
 * leaving (`OUT`), of phone and GPS (`sign`), and of these and attendance (`presence`). Fed in order of time.
 */
export class History {
  readonly #instants = new Map<string, EpochMs[]>();

  note(event: TelemetryEvent): void {
    this.#add(streamOf(event), event.ts);
    if (SIGNS_OF_LIFE.has(event.type)) this.#add('life', event.ts);
    if (event.person === null) return;
    this.#addPerson(event, event.person);
    if (event.type === 'check_in') this.#add(`check_in ${event.person}`, event.ts);
    if (event.type === 'attendance') this.#add(`${event.status} ${event.person}`, event.ts);
    if (SIGNS.has(event.type)) this.#add(`sign ${event.person}`, event.ts);
    if (SIGNS.has(event.type) || event.type === 'attendance') this.#add(`presence ${event.person}`, event.ts);
  }

  /** Positions, device reports, and signs of life of one person. */
  #addPerson({ type, ts }: TelemetryEvent, person: string): void {
    if (type === 'location' || type === 'device') this.#add(`${type} ${person}`, ts);
    if (SIGNS_OF_LIFE.has(type)) this.#add(`life ${person}`, ts);
  }

  /** The `nth` newest instant (1 = the newest) before `at`; -Infinity when there were fewer. */
  before(name: string, at: EpochMs, nth = 1): EpochMs {
    const instants = this.#instants.get(name) ?? [];
    const index = instants.findLastIndex((instant) => instant < at);
    return instants[index - nth + 1] ?? Number.NEGATIVE_INFINITY;
  }

  /** The `nth` instant (1 = the first) from `at` on; null when there are fewer yet. */
  from(name: string, at: EpochMs, nth = 1): EpochMs | null {
    const instants = this.#instants.get(name) ?? [];
    const index = instants.findIndex((instant) => instant >= at);
    return index === -1 ? null : (instants[index + nth - 1] ?? null);
  }

  #add(name: string, at: EpochMs): void {
    const instants = this.#instants.get(name);
    if (instants === undefined) this.#instants.set(name, [at]);
    else {
      instants.push(at);
      if (instants.length > LONGEST) instants.splice(0, instants.length - KEPT);
    }
  }
}

/** What shows that a person is about. */
const SIGNS: ReadonlySet<string> = new Set(['phone_event', 'location']);

/** Phone, GPS, task, scan or check-in (DECISIONS 20). */
const SIGNS_OF_LIFE: ReadonlySet<string> = new Set([
  'phone_event',
  'location',
  'task',
  'checkpoint_scan',
  'check_in',
]);
