/*
 * What the next days of an indicator will be like, from its days so far: simple methods with a weekly season, the one that did best on the series itself.
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition: seasonal naive forecasts (5.2), evaluation on a rolling origin (5.10), simple
 * exponential smoothing (8.1). The interval is made of the method's own errors there, as in split conformal prediction: of m errors the ceil((m + 1)(1 − α/2))-th.
 */

const SEASON = 7;
/** Under so many whole weeks nothing is said of a season. */
const LEAST_WEEKS = 3;
/** More days without a value than that, and the rest says too little. */
const MOST_MISSING = 1 / 3;
/** What was longer ago says nothing of next week. */
const LONGEST = 16 * SEASON;
/** Weeks that the mean of a weekday looks back. */
const WEEKS_BACK = 4;
/** Of simple exponential smoothing: half of the level is from the last two days. */
const SMOOTHING = 0.3;
/** What lies outside of the interval: 80 in 100 days shall be inside. */
const ALPHA = 0.2;

/** Values by day, the oldest first; null: nothing was there to count. */
export type Series = readonly (number | null)[];
/** A day to come: what is expected, and between what it lies in 80 of 100 cases. */
export type Expected = { readonly value: number; readonly low: number; readonly high: number };
export type Bounds = { readonly least: number; readonly most: number };

/** What a method says of the day that is `ahead` (1, 2, …) days after the end of a series; null where it cannot. */
type Method = (series: Series, ahead: number) => number | null;

/** The values of one weekday, the newest first: that of the day `ahead` of the end. */
function* sameWeekday(series: Series, ahead: number): Generator<number> {
  for (let at = series.length - 1 + ahead - SEASON * Math.ceil(ahead / SEASON); at >= 0; at -= SEASON) {
    const value = series[at] ?? null;
    if (value !== null) yield value;
  }
}

const seasonalNaive: Method = (series, ahead) => sameWeekday(series, ahead).next().value ?? null;

const weekdayMean: Method = (series, ahead) => meanOf([...sameWeekday(series, ahead)].slice(0, WEEKS_BACK));

/** The smoothed level of what is left without the season, and the season again. */
const smoothed: Method = (series, ahead) => {
  const all = meanOf(series.filter((value) => value !== null));
  const own = meanOf([...sameWeekday(series, ahead)]);
  if (all === null || own === null) return null;
  let level: number | null = null;
  series.forEach((value, day) => {
    if (value === null) return;
    const usual = meanOf([...sameWeekday(series.slice(0, day + 1), SEASON)]) ?? all;
    const left = value - usual;
    level = level === null ? left : SMOOTHING * left + (1 - SMOOTHING) * level;
  });
  return own + (level ?? 0);
};

const METHODS: readonly Method[] = [seasonalNaive, weekdayMean, smoothed];

/** The next `days` days; null where too little is known for that. */
export function forecast(whole: Series, days: number, bounds: Bounds): readonly Expected[] | null {
  const series = whole.slice(-LONGEST);
  const missing = series.filter((value) => value === null).length;
  if (series.length < LEAST_WEEKS * SEASON || missing > MOST_MISSING * series.length) return null;
  const tried = METHODS.map((method) => ({ method, errors: errorsOf(method, series, days) }));
  const best = tried.reduce((a, b) => (size(b.errors) < size(a.errors) ? b : a));
  const spread = best.errors.map(Math.abs).toSorted((a, b) => a - b);
  // Of both sides at once: half as many errors would be needed for the same certainty.
  const half = spread[Math.min(spread.length, Math.ceil((spread.length + 1) * (1 - ALPHA))) - 1];
  if (half === undefined) return null;
  const within = (value: number) => Math.min(bounds.most, Math.max(bounds.least, value));
  const expected: Expected[] = [];
  for (let ahead = 1; ahead <= days; ahead += 1) {
    const value = best.method(series, ahead);
    if (value === null) return null;
    expected.push({ value: within(value), low: within(value - half), high: within(value + half) });
  }
  return expected;
}

/** What a method was wrong by, from each day of the series on from which two whole weeks were known. */
function errorsOf(method: Method, series: Series, days: number): readonly number[] {
  const errors: number[] = [];
  for (let known = 2 * SEASON; known < series.length; known += 1) {
    const before = series.slice(0, known);
    for (let ahead = 1; ahead <= Math.min(days, series.length - known); ahead += 1) {
      const [was, said] = [series[known - 1 + ahead] ?? null, method(before, ahead)];
      if (was !== null && said !== null) errors.push(was - said);
    }
  }
  return errors;
}

/** The mean size of errors; of none it is beyond all others. */
const size = (errors: readonly number[]): number => meanOf(errors.map(Math.abs)) ?? Number.POSITIVE_INFINITY;

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
