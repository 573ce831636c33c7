/*
 * What the next days of an indicator will be like, from its days so far: simple methods with a weekly season, the one that did best on the series itself.
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition: seasonal naive forecasts (5.2), evaluation on a rolling origin (5.10), simple
 * exponential smoothing (8.1). The interval is made of the method's own errors there, each by how far ahead it was, as in split conformal prediction: of m errors the
 * ceil((m + 1)(1 − α))-th. Days that depend on the day before are fewer than they look (Bayley and Hammersley, The "effective" number of independent observations in an
 * autocorrelated time series, 1946: n (1 − ρ) / (1 + ρ)), and of few the spread is known badly: the interval is wider by as much as Student's quantile is than the normal one.
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
/** The quantile of the normal distribution for that. */
const NORMAL = 1.2816;
/** Of fewer independent days than that nothing is said at all of the spread, and a wider interval says nothing. */
const FEWEST = 2;

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
  const spread = spreadOf(best.errors);
  // Of both sides at once: half as many errors would be needed for the same certainty.
  const sizes = best.errors
    .flatMap((errors, at) => errors.map((error) => Math.abs(error) / (spread[at] || 1)))
    .toSorted((a, b) => a - b);
  const usual = sizes[Math.min(sizes.length, Math.ceil((sizes.length + 1) * (1 - ALPHA))) - 1];
  if (usual === undefined) return null;
  const wide = usual * studentShare(independentDays(series));
  const within = (value: number) => Math.min(bounds.most, Math.max(bounds.least, value));
  const expected: Expected[] = [];
  for (let ahead = 1; ahead <= days; ahead += 1) {
    const value = best.method(series, ahead);
    if (value === null) return null;
    const half = wide * (spread[ahead - 1] ?? 0);
    expected.push({ value: within(value), low: within(value - half), high: within(value + half) });
  }
  return expected;
}

/** Errors by how far ahead they were made: the first list is of the next day. */
type Errors = readonly (readonly number[])[];

/** What a method was wrong by, from each day of the series on from which two whole weeks were known. */
function errorsOf(method: Method, series: Series, days: number): Errors {
  const errors: number[][] = Array.from({ length: days }, () => []);
  for (let known = 2 * SEASON; known < series.length; known += 1) {
    const before = series.slice(0, known);
    for (let ahead = 1; ahead <= Math.min(days, series.length - known); ahead += 1) {
      const [was, said] = [series[known - 1 + ahead] ?? null, method(before, ahead)];
      if (was !== null && said !== null) errors[ahead - 1]?.push(was - said);
    }
  }
  return errors;
}

/** Errors of some days ahead that are told apart by nothing but chance. */
type Pool = { readonly squares: number; readonly count: number; readonly ahead: number };

/**
 * The root of the mean square error by how far ahead it was, which never falls: what is known of a day is not more from further away. Neighbours that
 * fall are pooled (Ayer et al., An empirical distribution function for sampling with incomplete information, 1955).
 */
function spreadOf(errors: Errors): readonly number[] {
  const pools: Pool[] = [];
  for (const own of errors) {
    let last: Pool = {
      squares: own.reduce((sum, error) => sum + error * error, 0),
      count: own.length,
      ahead: 1,
    };
    for (let before = pools.at(-1); before !== undefined && !rises(before, last); before = pools.at(-1)) {
      pools.pop();
      last = {
        squares: before.squares + last.squares,
        count: before.count + last.count,
        ahead: before.ahead + last.ahead,
      };
    }
    pools.push(last);
  }
  return pools.flatMap(({ squares, count, ahead }) =>
    Array.from({ length: ahead }, () => (count === 0 ? 0 : Math.sqrt(squares / count))),
  );
}

const rises = (before: Pool, after: Pool): boolean =>
  before.count > 0 && after.count > 0 && before.squares / before.count < after.squares / after.count;

/** As how many independent days those count from which the errors are, by how much each day without its weekday's mean resembles the day before. */
function independentDays(series: Series): number {
  const left = series.map((value, day) => {
    const own = meanOf(
      series.filter((other, at): other is number => other !== null && at % SEASON === day % SEASON),
    );
    return value === null || own === null ? null : value - own;
  });
  let [together, alone] = [0, 0];
  left.forEach((value, day) => {
    if (value === null) return;
    alone += value * value;
    together += value * (left[day - 1] ?? 0);
  });
  const alike = alone === 0 ? 0 : Math.max(0, together / alone);
  return Math.max(FEWEST, ((series.length - 2 * SEASON) * (1 - alike)) / (1 + alike));
}

/** How much farther out Student's quantile of so many degrees of freedom is than the normal one (Abramowitz and Stegun, 26.7.5). */
function studentShare(freedom: number): number {
  const z = NORMAL;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, at) => sum + term / freedom ** (at + 1), z) / z;
}

/** The mean size of errors; of none it is beyond all others. */
const size = (errors: Errors): number => meanOf(errors.flat().map(Math.abs)) ?? Number.POSITIVE_INFINITY;

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
