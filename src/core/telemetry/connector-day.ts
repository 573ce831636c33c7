import { DAY, type EpochMs, MINUTE } from '#core/model/time.ts';

/** The parts of a day, ms. */
export const PART = 15 * MINUTE;
const PARTS = DAY / PART;

/** What a connector brought in a quarter of an hour. `lag_ms`: the longest time between an event and when it was stored. */
export type DayPart = {
  /** When the quarter of an hour began. */
  readonly at: EpochMs;
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  /** Turned away for want of room, to come again. */
  readonly refused: number;
  /** Connections lost, requests refused, files rejected, questions failed. */
  readonly errors: number;
  readonly lag_ms: number | null;
};
export type Brought = Partial<Omit<DayPart, 'at'>>;

/** The day with what was brought at an instant; parts in which nothing happened have no entry, and those of more than a day ago are gone. */
export function addToDay(day: readonly DayPart[], at: EpochMs, brought: Brought): readonly DayPart[] {
  const begins = Math.floor(at / PART) * PART;
  const known = day.find((part) => part.at === begins) ?? nothingAt(begins);
  const others = day.filter((part) => part.at !== begins && part.at > begins - PARTS * PART);
  return [...others, sum(known, brought)].sort((a, b) => a.at - b.at);
}

/** Every part of the day that ends with `now`, the oldest first. */
export function partsOfDay(day: readonly DayPart[], now: EpochMs): readonly DayPart[] {
  const known = new Map(day.map((part) => [part.at, part]));
  const last = Math.floor(now / PART) * PART;
  return Array.from({ length: PARTS }, (_, index) => {
    const at = last - (PARTS - 1 - index) * PART;
    return known.get(at) ?? nothingAt(at);
  });
}

const nothingAt = (at: EpochMs): DayPart => ({
  at,
  accepted: 0,
  duplicates: 0,
  quarantined: 0,
  refused: 0,
  errors: 0,
  lag_ms: null,
});

const sum = (part: DayPart, brought: Brought): DayPart => ({
  at: part.at,
  accepted: part.accepted + (brought.accepted ?? 0),
  duplicates: part.duplicates + (brought.duplicates ?? 0),
  quarantined: part.quarantined + (brought.quarantined ?? 0),
  refused: part.refused + (brought.refused ?? 0),
  errors: part.errors + (brought.errors ?? 0),
  lag_ms: longer(part.lag_ms, brought.lag_ms ?? null),
});

const longer = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);
