/** Where on the time line, and in the week, a bucket lies. */
export type Slot = {
  /** Number of the bucket since any fixed instant; whole, below 2^24, so that a float32 holds it. */
  readonly index: number;
  /** 0 = Monday 00:00 to 167 = Sunday 23:00, local; on a holiday an hour of Sunday. */
  readonly hour_of_week: number;
  readonly is_holiday: boolean;
};

/** The length of a bucket, and what follows from it. */
export type Grid = {
  /** Hours. */
  readonly width: number;
  readonly buckets_a_day: number;
  /** How many independent looks a day has; the sensitivity counts chance alarms per day. */
  readonly tests_a_day: number;
};

/** Looks that neighbouring windows share count once: 24 a day at a quarter of an hour. */
const MOST_TESTS = 24;

export const gridOf = (hours: number): Grid => ({
  width: hours,
  buckets_a_day: 24 / hours,
  tests_a_day: Math.min(MOST_TESTS, 24 / hours),
});

/** The grid of the product: buckets of 15 minutes. */
export const QUARTER_HOURS = gridOf(0.25);

export const HOURS_PER_DAY = 24;
export const HOURS_PER_WEEK = 168;
const FIRST_SUNDAY_HOUR = 144;
const FIRST_WEEKEND_HOUR = 120;

/** The hour of the week under which a holiday's hour counts: that of a Sunday. */
export const holidayHour = (hourOfWeek: number): number => FIRST_SUNDAY_HOUR + (hourOfWeek % HOURS_PER_DAY);

export const isWeekendHour = (hourOfWeek: number): boolean => hourOfWeek >= FIRST_WEEKEND_HOUR;

/** The pool of an hour of the week: 0 to 23 for that hour on a weekday, 24 to 47 on Saturday or Sunday. */
export const poolOf = (hourOfWeek: number): number =>
  (hourOfWeek % HOURS_PER_DAY) + (isWeekendHour(hourOfWeek) ? HOURS_PER_DAY : 0);
