import type { Interval } from '#core/model/time.ts';

/** One rostered shift as it falls on the time line; `person` is a code. */
export type ShiftSpan = Interval & { readonly person: string };

const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By start, then person, then end. */
export const compareShifts = (a: ShiftSpan, b: ShiftSpan): number =>
  a.start - b.start || compareCodes(a.person, b.person) || a.end - b.end;
