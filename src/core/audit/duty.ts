import type { Packing, Unpacking } from '#core/kit/packed.ts';
import { STREAM } from '#core/model/event.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';

/** An attendance without its OUT is taken as ended after this long. */
export const LONGEST_ATTENDANCE = 36 * HOUR;

/** What a stored attendance or check-in says, as far as duty is concerned. */
export type DutyEvent = {
  readonly stream: number;
  readonly person: string | null;
  readonly status: string;
  readonly ts: EpochMs;
};

/** What is known of one person at one site. Only the newest of each kind counts, so the order of arrival does not matter. */
export type PersonDuty = {
  readonly in_at: EpochMs | null;
  readonly out_at: EpochMs | null;
  readonly check_in_at: EpochMs | null;
};

const NOBODY: ReadonlyMap<string, PersonDuty> = new Map();
const UNKNOWN: PersonDuty = { in_at: null, out_at: null, check_in_at: null };
const newer = (a: EpochMs | null, b: EpochMs): EpochMs => (a === null || b > a ? b : a);

/** Who is on duty where, from attendance and check-ins. */
export class DutyMemory {
  readonly #sites = new Map<number, Map<string, PersonDuty>>();

  observe(siteId: number, event: DutyEvent): void {
    if (event.person === null) return;
    let people = this.#sites.get(siteId);
    if (people === undefined) {
      people = new Map();
      this.#sites.set(siteId, people);
    }
    const known = people.get(event.person) ?? UNKNOWN;
    people.set(event.person, learn(known, event));
  }

  of(siteId: number): ReadonlyMap<string, PersonDuty> {
    return this.#sites.get(siteId) ?? NOBODY;
  }

  save(siteId: number, packing: Packing): void {
    const people = this.of(siteId);
    packing.number(people.size);
    for (const [person, { in_at, out_at, check_in_at }] of people) {
      packing.text(person);
      for (const at of [in_at, out_at, check_in_at]) packing.optional(at);
    }
  }

  /** Takes what `save` wrote of a site of which nothing is known yet. */
  restore(siteId: number, unpacking: Unpacking): void {
    const people = new Map<string, PersonDuty>();
    for (let left = unpacking.number(); left > 0; left--) {
      people.set(unpacking.text(), {
        in_at: unpacking.optional(),
        out_at: unpacking.optional(),
        check_in_at: unpacking.optional(),
      });
    }
    if (people.size > 0) this.#sites.set(siteId, people);
  }
}

function learn(known: PersonDuty, { stream, status, ts }: DutyEvent): PersonDuty {
  if (stream === STREAM.check_in) return { ...known, check_in_at: newer(known.check_in_at, ts) };
  if (status === 'IN') return { ...known, in_at: newer(known.in_at, ts) };
  return { ...known, out_at: newer(known.out_at, ts) };
}

/** The newest attendance of a person as a span up to `at`, or null when there is none or it ended before it began. */
export function attendance(duty: PersonDuty, at: EpochMs): (Interval & { readonly open: boolean }) | null {
  if (duty.in_at === null || duty.in_at > at) return null;
  const left = duty.out_at !== null && duty.out_at >= duty.in_at && duty.out_at <= at;
  const longest = duty.in_at + LONGEST_ATTENDANCE;
  if (left && duty.out_at !== null) return { start: duty.in_at, end: duty.out_at, open: false };
  return at < longest
    ? { start: duty.in_at, end: at, open: true }
    : { start: duty.in_at, end: longest, open: false };
}
