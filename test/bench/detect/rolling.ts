/** Scores begin with this many values, as those of `detect` do. */
const LEAST = 16;

/**
 * A detector for comparison: z of a value against the mean and standard deviation (n − 1) of the last `length` values before it. NaN
 * where there are too few, or where all were equal.
 */
export function rollingZ(values: Float64Array, length: number): Float64Array {
  return values.map((value, row) => {
    const last = values.subarray(Math.max(0, row - length), row);
    if (last.length < LEAST) return Number.NaN;
    const mean = last.reduce((sum, each) => sum + each, 0) / last.length;
    const squares = last.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / (last.length - 1));
    return deviation > 0 ? (value - mean) / deviation : Number.NaN;
  });
}
