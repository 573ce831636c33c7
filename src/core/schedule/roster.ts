import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { afterAbsences } from './absences.ts';
import { rememberSpans } from './day-memory.ts';
import { zoneOf } from './local-time.ts';
import { compareShifts, type ShiftSpan } from './shift-span.ts';
import { spanIntervals } from './spans.ts';

export type { ShiftSpan };

const planned = rememberSpans((site: Site, from, to): readonly ShiftSpan[] => {
  const zone = zoneOf(site.timezone);
  return site.shifts
    .flatMap((shift) =>
      spanIntervals(shift, zone, from, to, 'longer').map((span) => ({ ...span, person: shift.person })),
    )
    .sort(compareShifts);
});

const changed = rememberSpans((site: Site, from, to): readonly ShiftSpan[] => {
  const absences = site.noted?.absences ?? [];
  return afterAbsences(planned.between(site, from, to), absences)
    .filter((span) => span.start < to && span.end > from)
    .toSorted(compareShifts);
});
/** What a site of whom nobody is absent has is remembered once. */
const memoryOf = ({ noted }: Site) => ((noted?.absences ?? []).length === 0 ? planned : changed);

/**
 * The rostered shifts that overlap [from, to), each whole, by start, then person; without the absent, and with who stands in.
 * Where a clock change leaves two readings, the longer.
 */
export const shiftsBetween = (site: Site, from: EpochMs, to: EpochMs): readonly ShiftSpan[] =>
  site.shifts.length === 0 ? [] : memoryOf(site).between(site, from, to);

/** The shifts that run at the instant, by start, then person. */
export const rosteredAt = (site: Site, at: EpochMs): readonly ShiftSpan[] =>
  site.shifts.length === 0 ? [] : memoryOf(site).at(site, at);

/** The shifts that overlap [from, to) as they were planned, whoever is absent. */
export const plannedBetween = (site: Site, from: EpochMs, to: EpochMs): readonly ShiftSpan[] =>
  site.shifts.length === 0 ? [] : planned.between(site, from, to);
