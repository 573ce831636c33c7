import type { Measured } from './measure.ts';
import { EARLY_RATE, MAIN_RATE } from './measure.ts';

/** One goal of DETECTION part C and what the run came to. */
export type Goal = { readonly goal: string; readonly figure: string; readonly met: boolean };

const isNear = (value: number, goal: number, width: number): boolean => Math.abs(value - goal) <= width;

export function goalsOf(measured: Measured): readonly Goal[] {
  return [
    ...foundGoals(measured),
    ...changeGoals(measured),
    calibratedGoal(measured),
    ...costGoals(measured),
  ];
}

function foundGoals({ equal, early }: Measured): readonly Goal[] {
  const atMain = (name: string) => equal.find((row) => row.name === name && row.rate === MAIN_RATE);
  const [own, known] = [atMain('Vigil'), atMain('the truth known')];
  const plain = Math.max(atMain('mean and deviation')?.recall ?? 0, atMain('median and MAD')?.recall ?? 0);
  const start = early.find(({ name }) => name === `days 7 to 13, at ${EARLY_RATE}`);
  return [
    {
      goal: `finds 61 % of the detectable events at ${MAIN_RATE} false alarms per series and day`,
      figure: `${percent(own?.recall)}; the truth known ${percent(known?.recall)}`,
      met: (own?.recall ?? 0) >= 0.61,
    },
    {
      goal: 'finds more than the plain detectors at the same false alarms',
      figure: `${percent(own?.recall)}, the better of them ${percent(plain)}`,
      met: (own?.recall ?? 0) > plain,
    },
    {
      goal: 'median delay at most 30 min',
      figure: `${minutes(own?.delay_p50)}; the truth known ${minutes(known?.delay_p50)}`,
      met: (own?.delay_p50 ?? Number.POSITIVE_INFINITY) <= 30,
    },
    {
      goal: `finds 62 % on days 7 to 13 at ${EARLY_RATE}`,
      figure: `${percent(start?.recall)} of ${start?.labels}`,
      met: (start?.recall ?? 0) >= 0.62,
    },
  ];
}

function changeGoals({ moves, clocks }: Measured): readonly Goal[] {
  const [third = 0] = moves.by_sort.slice(2);
  return [
    {
      goal: 'a moved shift stops firing in 2 days: on the third day of its sort under 1 in 10 series',
      figure: `${hundredths(third)}; days 1 to 6: ${moves.by_sort.slice(0, 6).map(hundredths).join(' ')}; before ${hundredths(moves.before)}`,
      met: third < 0.1,
    },
    {
      goal: 'no alarm from a change of the clocks',
      figure: `${clocks.day} in the day after ${clocks.changes} changes (any other ${tenths(clocks.day_expected)}), ${clocks.week} in the week (${tenths(clocks.week_expected)})`,
      met: isUsual(clocks.day, clocks.day_expected) && isUsual(clocks.week, clocks.week_expected),
    },
  ];
}

/** Within two standard deviations of a Poisson count. */
const isUsual = (count: number, expected: number): boolean => count <= expected + 2 * Math.sqrt(expected);

function calibratedGoal({ calibrated: { variances } }: Measured): Goal {
  return {
    goal: 'variance of z 1 ± 0.1 where the mean is 5 or more',
    figure: variances.map(({ window, z }) => `${window}: ${hundredths(z)}`).join(', '),
    met: variances.every(({ z }) => isNear(z, 1, 0.1)),
  };
}

function costGoals({ cost }: Measured): readonly Goal[] {
  return [
    {
      goal: 'at most 10 µs per bucket',
      figure: `${hundredths(cost.full)} µs, ${tenths(cost.full_to_floor)} times the floor; learning only ${hundredths(cost.learning)} µs`,
      met: cost.full <= 10,
    },
    {
      goal: 'a bucket of 10,000 sites × 5 metrics in under 0.6 s',
      figure: `${Math.round(cost.fleet)} ms`,
      met: cost.fleet < 600,
    },
    {
      goal: 'at most 3 KB of state per site and metric',
      figure: `${cost.state_bytes} B`,
      met: cost.state_bytes <= 3 * 1_024,
    },
  ];
}

const percent = (share = Number.NaN): string => `${Math.round(share * 1_000) / 10} %`;
const minutes = (value: number | null = null): string =>
  value === null ? 'never' : `${Math.round(value)} min`;
const tenths = (value: number): number => Math.round(value * 10) / 10;
const hundredths = (value: number): number => Math.round(value * 100) / 100;
