/** A detector for comparison: the score of a value before it is learned; NaN where there is none yet. */
export type PlainDetector = (hourOfWeek: number, value: number) => number;

/** z = (x − mean) / standard deviation (n − 1) of all samples before it in its hour of the week (Welford 1962). */
export function createMeanDeviation(): PlainDetector {
  const cells = Array.from({ length: 168 }, () => ({ n: 0, mean: 0, squares: 0 }));
  return (hourOfWeek, value) => {
    const cell = cells[hourOfWeek];
    if (cell === undefined) throw new RangeError(`no hour ${hourOfWeek} in a week`);
    const deviation = Math.sqrt(cell.squares / (cell.n - 1));
    const score = cell.n >= 2 && deviation > 0 ? (value - cell.mean) / deviation : Number.NaN;
    const difference = value - cell.mean;
    cell.n += 1;
    cell.mean += difference / cell.n;
    cell.squares += difference * (value - cell.mean);
    return score;
  };
}
