import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { dateOfDay } from '#core/schedule/local-date.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import type { Slot } from './grid.ts';
import { holidayHour } from './grid.ts';

/** A bucket of the product: 15 minutes, numbered since 1970. */
export const QUARTER = 15 * MINUTE;

/** A bucket is taken in once late events had this long to come. */
export const PATIENCE = 15 * MINUTE;

export const quarterAt = (at: EpochMs): number => Math.floor(at / QUARTER);
export const startOf = (quarter: number): EpochMs => quarter * QUARTER;

/** The first bucket that may not be taken in yet at an instant: all before it have closed, and waited for late events. */
export const takenTo = (at: EpochMs): number => quarterAt(at - PATIENCE);

/** Why a bucket is neither judged nor learned. */
export type Excuse = 'MAINTENANCE' | 'LEFT_OUT';

/** Where a bucket lies in the week of a site, and whether something excuses it. */
export type SiteQuarter = { readonly slot: Slot; readonly excuse: Excuse | null };

/** The buckets of one site; days in `leftOut` (local, YYYY-MM-DD) are not learned. */
export function createSiteQuarters(
  site: Site,
  leftOut: ReadonlySet<string>,
): (quarter: number) => SiteQuarter {
  const zone = zoneOf(site.timezone);
  const holidays = new Set(site.holidays.map(({ date }) => date));
  const needsDate = holidays.size > 0 || leftOut.size > 0;
  return (quarter) => {
    const at = startOf(quarter);
    const date = needsDate ? dateOfDay(zone.dayAt(at)) : '';
    const is_holiday = holidays.has(date);
    const hour = zone.hourOfWeek(at);
    const hour_of_week = is_holiday ? holidayHour(hour) : hour;
    return {
      slot: { index: quarter, hour_of_week, is_holiday },
      excuse: excuseOf(site, at, leftOut.has(date)),
    };
  };
}

const excuseOf = (site: Site, at: EpochMs, isLeftOut: boolean): Excuse | null =>
  isLeftOut
    ? 'LEFT_OUT'
    : maintenanceAt(site, at) !== null || maintenanceAt(site, at + QUARTER - 1) !== null
      ? 'MAINTENANCE'
      : null;
