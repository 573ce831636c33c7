import type { Random } from '#core/kit/random.ts';
import type { Slot } from './series.ts';

export const BUCKETS_PER_HOUR = 4;
export const BUCKETS_PER_DAY = 96;
export const MINUTES_PER_BUCKET = 15;
const HOURS_PER_WEEK = 168;
const FIRST_SUNDAY = 6;
const DAYS_PER_WEEK = 7;
/** The first bucket, a Monday 00:00: quarter hours since 1970, as the product counts them. */
const FIRST_INDEX = 1_963_392;

/** When the clocks change and which days are holidays, in days from the start. */
export type Calendar = {
  /** The bucket before which the clock jumps, and by how many buckets; null: never. */
  readonly jump: { readonly bucket: number; readonly by: number } | null;
  readonly holidays: ReadonlySet<number>;
};

/** Clocks change on a Sunday of the later half: forward at 02:00 or back at 03:00. About one holiday in 40 days, Monday to Friday. */
export function drawCalendar(random: Random, days: number): Calendar {
  const sundays = Math.floor(days / DAYS_PER_WEEK);
  const sunday = FIRST_SUNDAY + DAYS_PER_WEEK * random.whole(Math.floor(sundays / 2), sundays - 1);
  const isForward = random.chance(0.5);
  const bucket = sunday * BUCKETS_PER_DAY + (isForward ? 2 : 3) * BUCKETS_PER_HOUR;
  const weekdays = Array.from({ length: days }, (_, day) => day).filter((day) => day % DAYS_PER_WEEK < 5);
  return {
    jump: sunday < days ? { bucket, by: isForward ? BUCKETS_PER_HOUR : -BUCKETS_PER_HOUR } : null,
    holidays: new Set(weekdays.filter(() => random.chance(1 / 28))),
  };
}

/** Buckets since the first local midnight, as the clock on the wall counts them. */
export const onTheWall = ({ jump }: Calendar, bucket: number): number =>
  jump !== null && bucket >= jump.bucket ? bucket + jump.by : bucket;

/** Where a bucket lies in the week; the hours of a holiday are those of a Sunday. */
export function slotAt(calendar: Calendar, bucket: number): Slot {
  const wall = onTheWall(calendar, bucket);
  const hour = Math.floor(wall / BUCKETS_PER_HOUR);
  const is_holiday = calendar.holidays.has(Math.floor(wall / BUCKETS_PER_DAY));
  const hour_of_week = is_holiday ? FIRST_SUNDAY * 24 + (hour % 24) : hour % HOURS_PER_WEEK;
  return { index: FIRST_INDEX + bucket, hour_of_week, is_holiday };
}
