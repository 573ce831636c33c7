import type { Packing, Unpacking } from '#core/kit/packed.ts';
import type { Device, Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { DeviceEvent, DeviceReadings, DeviceReport } from './devices.ts';
import { DEVICE_LOOKBACK } from './devices.ts';
import type { QuietSpans } from './quiet-spans.ts';
import { RecentBySite } from './recent-by-site.ts';
import { LOW_BATTERY } from './rules/device-battery-low.ts';

/** How long a device may say nothing, and how far apart the other signals of its person may be to go on, both in ms. */
export type WellDevice = { readonly quietFor: number; readonly goesOn: number };

/** Stands for a battery that the device did not tell. */
const UNSAID = -1;
const STATUSES: readonly (string | null)[] = [null, 'ONLINE', 'OFFLINE'];

/** What devices at every site said and what else their people sent, fed with every such event, so that a heartbeat needs no query. */
export class DeviceMemory {
  readonly #reports: RecentBySite;
  readonly #signs: RecentBySite;
  /** First known report of each person's device, by site. */
  readonly #reporters = new Map<number, Map<string, EpochMs>>();

  readonly #quiet: QuietSpans | null;

  /** `slack`: how long before the present an instant may lie for which `of` is asked, ms. `quiet`: what is told when a device says more. */
  constructor(slack: number, quiet: QuietSpans | null = null) {
    this.#quiet = quiet;
    this.#reports = new RecentBySite(3, DEVICE_LOOKBACK + slack);
    this.#signs = new RecentBySite(1, DEVICE_LOOKBACK + slack);
  }

  /** What a device said, as it comes in at `now`. The order of the events does not matter. */
  report(siteId: number, event: DeviceEvent, now: EpochMs): void {
    const { device, person, ts, word, battery } = event;
    // Of a device that is on and has enough battery nothing is worse than it was.
    if (word === 'OFFLINE' || (battery !== null && battery <= LOW_BATTERY)) this.#quiet?.forget(siteId);
    if (person !== null) this.recallReporter(siteId, person, ts);
    const status = STATUSES.indexOf(word);
    this.#reports.add(siteId, senderOf(device, person), [ts, battery ?? UNSAID, status], now);
  }

  /** That a device of this person reported at an instant, however long ago. */
  recallReporter(siteId: number, person: string, ts: EpochMs): void {
    const people = this.#reporters.get(siteId) ?? new Map<string, EpochMs>();
    this.#reporters.set(siteId, people);
    const known = people.get(person);
    // Something is expected of it from now on.
    if (known === undefined) this.#quiet?.forget(siteId);
    if (known === undefined || ts < known) people.set(person, ts);
  }

  /** A phone, GPS, task, scan or check-in event of a person, as it comes in at `now`. */
  sign(siteId: number, person: string, ts: EpochMs, now: EpochMs): void {
    // One that comes late may close a gap behind which nothing was to be expected.
    this.#quiet?.forgetFrom(siteId, ts);
    this.#signs.add(siteId, person, [ts], now);
  }

  save(siteId: number, packing: Packing, now: EpochMs): void {
    this.#reports.save(siteId, packing, now);
    this.#signs.save(siteId, packing, now);
    const reporters = this.#reporters.get(siteId) ?? new Map<string, EpochMs>();
    packing.number(reporters.size);
    for (const [person, ts] of reporters) {
      packing.text(person);
      packing.number(ts);
    }
  }

  /** Takes what `save` wrote of a site of which nothing is known yet. */
  restore(siteId: number, unpacking: Unpacking): void {
    this.#reports.restore(siteId, unpacking);
    this.#signs.restore(siteId, unpacking);
    for (let left = unpacking.number(); left > 0; left--)
      this.recallReporter(siteId, unpacking.text(), unpacking.number());
  }

  /** What is known at `at` of each device of a site, in the order of the configuration. */
  of({ id, devices }: Site, at: EpochMs): readonly DeviceReadings[] {
    const from = at - DEVICE_LOOKBACK;
    const carried = new Map(devices.map(({ code, person }) => [person, code]));
    return devices.map((device) => {
      const { code, person } = device;
      const signs = person === null ? undefined : this.#signs.of(id).get(person);
      return {
        code,
        person,
        reports: this.#reportsOf(id, device, carried.get(person) === code, at),
        reported_before:
          person !== null && (this.#reporters.get(id)?.get(person) ?? Number.POSITIVE_INFINITY) <= at,
        others: signs?.between(from, at, (cell) => cell(0)) ?? [],
      };
    });
  }

  /**
   * Until when, from `at` on and if none of them says more, each device of a site was on less than `quietFor` (ms) before, never
   * reported, or its person's other signals do not go on for as long; and no battery reading since DEVICE_LOOKBACK is low. `at` or earlier where that cannot be said.
   */
  wellUntil(site: Site, at: EpochMs, well: WellDevice): EpochMs {
    return site.devices.reduce(
      (earliest, device) => Math.min(earliest, this.#wellUntil(site, device, at, well)),
      Number.POSITIVE_INFINITY,
    );
  }

  #wellUntil({ id, devices }: Site, { code, person }: Device, at: EpochMs, well: WellDevice): EpochMs {
    const told = this.#reports.of(id);
    const isCarried = devices.findLast((other) => other.person === person)?.code === code;
    const senders = [senderOf(code, null), ...(isCarried && person !== null ? [senderOf(null, person)] : [])];
    const rows = senders.flatMap((sender) => told.get(sender) ?? []);
    const isOn = (cell: (column: number) => number) => STATUSES[cell(2)] !== 'OFFLINE';
    const isLow = (cell: (column: number) => number) => cell(1) !== UNSAID && cell(1) <= LOW_BATTERY;
    const lowAt = Math.max(...rows.map((own) => own.newestWhere(Number.POSITIVE_INFINITY, isLow) ?? 0), 0);
    if (lowAt > at - DEVICE_LOOKBACK || rows.length > 1) return at;
    const [own] = rows;
    const onUntil = own === undefined ? at : (own.newestWhere(at, isOn) ?? 0) + well.quietFor;
    if (onUntil > at) return onUntil;
    const hasReported = person !== null && this.#reporters.get(id)?.has(person) === true;
    if (own === undefined && !hasReported) return Number.POSITIVE_INFINITY;
    const goesOn =
      person !== null &&
      this.#signs
        .of(id)
        .get(person)
        ?.hasAfter(at - well.goesOn) === true;
    // What begins after `at` must go on for as long before it tells anything of the device.
    return goesOn ? at : at + well.quietFor;
  }

  /** A report that names no device belongs to the one that its person carries: the last in the configuration. */
  #reportsOf(
    siteId: number,
    { code, person }: Device,
    isCarried: boolean,
    at: EpochMs,
  ): readonly DeviceReport[] {
    const told = this.#reports.of(siteId);
    const between = (sender: string) => told.get(sender)?.between(at - DEVICE_LOOKBACK, at, reportOf) ?? [];
    const named = between(senderOf(code, person));
    const unnamed = isCarried && person !== null ? between(senderOf(null, person)) : [];
    return unnamed.length === 0 ? named : [...named, ...unnamed].sort((a, b) => a.ts - b.ts);
  }
}

/** Codes of devices and of people are told apart. */
const senderOf = (device: string | null, person: string | null): string =>
  device === null ? `person ${person}` : `device ${device}`;

const reportOf = (cell: (column: number) => number): DeviceReport => ({
  ts: cell(0),
  battery: cell(1) === UNSAID ? null : cell(1),
  status: STATUSES[cell(2)] ?? null,
});
