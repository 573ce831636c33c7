import type { Goal } from './goals.ts';
import type { Measured, Shape } from './measure.ts';
import { MAIN_RATE } from './measure.ts';

/** Tables for people. */
export function printAnomalies(shape: Shape, measured: Measured, goals: readonly Goal[]): void {
  const { moves, clocks, calibrated, cost } = measured;
  console.log(`\n${shape.series} series × ${shape.days} days, seeds ${shape.seeds.join(' and ')}`);
  show('from day 30 on, at equal false alarms per series and day', measured.equal);
  show(`Vigil at ${MAIN_RATE} by seed, kind and size`, measured.parts);
  show('Vigil at its own thresholds, from day 30 on', measured.own);
  show('Vigil by days since the start', measured.early);
  console.log(
    `\nepisodes per series and day after a moved shift (${moves.series} series, ${hundredths(moves.before)} before):`,
  );
  console.table({
    'calendar days': moves.by_day.map(hundredths),
    'days of its sort': moves.by_sort.map(hundredths),
  });
  show('false alarms after the clocks changed', [clocks]);
  show('variance of z where the mean is 5 or more', calibrated.variances);
  show(`shares of ${calibrated.small} buckets with a mean below 5 by mid-p`, calibrated.tails);
  show('cost: µs per bucket, the fleet in ms, the state in bytes', [cost]);
  show(
    'goals',
    goals.map(({ met, ...goal }) => ({ ...goal, met: met ? 'yes' : 'NO' })),
  );
}

function show(title: string, rows: readonly object[]): void {
  console.log(`\n${title}:`);
  console.table(rows.map(rounded));
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Numbers with three decimals at most. */
const rounded = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value,
    ]),
  );
