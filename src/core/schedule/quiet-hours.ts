import type { WeeklyWindow } from '#core/model/audit-config.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import type { Zone } from './local-time.ts';
import { weeklyIntervals } from './windows.ts';

/** A stretch as long as this has no gap in its week. */
const WHOLE_WEEK = 8 * DAY;

/**
 * When the quiet hours that run at an instant end, null when none run; -Infinity … Infinity are never given: hours without a gap
 * end after eight days, to be asked again. The shorter reading of a clock change: it is told rather than kept quiet.
 */
export function quietUntil(windows: readonly WeeklyWindow[], zone: Zone, at: EpochMs): EpochMs | null {
  if (windows.length === 0) return null;
  const runs = weeklyIntervals(zone, windows, at, at + WHOLE_WEEK, 'shorter');
  return runs.find(({ start }) => start <= at)?.end ?? null;
}

/** True for quiet hours that leave no instant of the week. */
export const isNeverTold = (windows: readonly WeeklyWindow[], zone: Zone, at: EpochMs): boolean =>
  quietUntil(windows, zone, at) === at + WHOLE_WEEK;
