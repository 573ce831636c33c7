const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on the series below is exact to a double. */
const LARGE = 15;

/**
 * Natural logarithm of the gamma function for x > 0: Stirling's series (Abramowitz & Stegun 6.1.41), after moving a small x up by
 * the recurrence. Absolute error below 1e-13 times the size of the result.
 */
export function logGamma(x: number): number {
  let product = 1;
  let large = x;
  while (large < LARGE) product *= large++;
  const inverse = 1 / large;
  const square = inverse * inverse;
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (large - 0.5) * Math.log(large) - large + LOG_SQRT_TWO_PI + series - Math.log(product);
}
