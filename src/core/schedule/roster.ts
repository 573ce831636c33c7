import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { rememberSpans } from './day-memory.ts';
import { zoneOf } from './local-time.ts';
import { spanIntervals } from './spans.ts';

/** One rostered shift as it falls on the time line; `person` is a code. */
export type ShiftSpan = Interval & { readonly person: string };

const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const memory = rememberSpans((site: Site, from, to): readonly ShiftSpan[] => {
  const zone = zoneOf(site.timezone);
  return site.shifts
    .flatMap((shift) =>
      spanIntervals(shift, zone, from, to, 'longer').map((span) => ({ ...span, person: shift.person })),
    )
    .sort((a, b) => a.start - b.start || compareCodes(a.person, b.person) || a.end - b.end);
});

/** The rostered shifts that overlap [from, to), each whole, by start, then person. Where a clock change leaves two readings, the longer. */
export const shiftsBetween = (site: Site, from: EpochMs, to: EpochMs): readonly ShiftSpan[] =>
  site.shifts.length === 0 ? [] : memory.between(site, from, to);

/** The shifts that run at the instant, by start, then person. */
export const rosteredAt = (site: Site, at: EpochMs): readonly ShiftSpan[] =>
  site.shifts.length === 0 ? [] : memory.at(site, at);
