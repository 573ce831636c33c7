import type { Packing, Unpacking } from '#core/kit/packed.ts';
import type { Device, Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { DeviceEvent, DeviceReadings, DeviceReport } from './devices.ts';
import { DEVICE_LOOKBACK } from './devices.ts';
import { RecentBySite } from './recent-by-site.ts';

/** A device was on after an instant, with its battery above a limit in percent. */
export type WellDevice = { readonly heardAfter: EpochMs; readonly batteryAbove: number };

/** Stands for a battery that the device did not tell. */
const UNSAID = -1;
const STATUSES: readonly (string | null)[] = [null, 'ONLINE', 'OFFLINE'];

/** What devices at every site said and what else their people sent, fed with every such event, so that a heartbeat needs no query. */
export class DeviceMemory {
  readonly #reports: RecentBySite;
  readonly #signs: RecentBySite;
  /** First known report of each person's device, by site. */
  readonly #reporters = new Map<number, Map<string, EpochMs>>();

  /** `slack`: how long before the present an instant may lie for which `of` is asked, ms. */
  constructor(slack: number) {
    this.#reports = new RecentBySite(3, DEVICE_LOOKBACK + slack);
    this.#signs = new RecentBySite(1, DEVICE_LOOKBACK + slack);
  }

  /** What a device said, as it comes in at `now`. The order of the events does not matter. */
  report(siteId: number, event: DeviceEvent, now: EpochMs): void {
    const { device, person, ts, word, battery } = event;
    if (person !== null) this.recallReporter(siteId, person, ts);
    const status = STATUSES.indexOf(word);
    this.#reports.add(siteId, senderOf(device, person), [ts, battery ?? UNSAID, status], now);
  }

  /** That a device of this person reported at an instant, however long ago. */
  recallReporter(siteId: number, person: string, ts: EpochMs): void {
    const people = this.#reporters.get(siteId) ?? new Map<string, EpochMs>();
    this.#reporters.set(siteId, people);
    people.set(person, Math.min(people.get(person) ?? ts, ts));
  }

  /** A phone, GPS, task, scan or check-in event of a person, as it comes in at `now`. */
  sign(siteId: number, person: string, ts: EpochMs, now: EpochMs): void {
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
   * True when each device of a site was on after `heardAfter` or never reported, and no battery reading since DEVICE_LOOKBACK is
   * as low as `batteryAbove`; false says nothing.
   */
  areWell({ id, devices }: Site, at: EpochMs, { heardAfter, batteryAbove }: WellDevice): boolean {
    const told = this.#reports.of(id);
    const reporters = this.#reporters.get(id);
    const isOn = (cell: (column: number) => number) => STATUSES[cell(2)] !== 'OFFLINE';
    const isLow = (cell: (column: number) => number) => cell(1) !== UNSAID && cell(1) <= batteryAbove;
    return devices.every(({ code, person }) => {
      const isCarried = devices.findLast((other) => other.person === person)?.code === code;
      const senders = [
        senderOf(code, null),
        ...(isCarried && person !== null ? [senderOf(null, person)] : []),
      ];
      const rows = senders.flatMap((sender) => told.get(sender) ?? []);
      if (rows.some((own) => (own.newestWhere(at, isLow) ?? 0) > at - DEVICE_LOOKBACK)) return false;
      if (rows.length === 0 && (person === null || reporters?.has(person) !== true)) return true;
      return rows.length === 1 && (rows[0]?.newestWhere(at, isOn) ?? 0) > heardAfter;
    });
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
