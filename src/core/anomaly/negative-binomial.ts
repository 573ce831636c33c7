import { logGamma } from './log-gamma.ts';
import { logUpperTail, zOfLogTail } from './normal.ts';

/** How far a count lies from what was expected: z signed, above positive; the logarithm of the tail beyond it, at most log 0.5. */
export type CountScore = { readonly z: number; readonly logTail: number };

/** Above this mean the tail is taken from the variance-stabilised difference instead of a sum. */
const LARGEST_SUMMED = 1_500;
const LOG_HALF = Math.log(0.5);
/** Terms below this share of their sum change nothing at 1e-9. */
const NEGLIGIBLE = 1e-13;

/**
 * The score of a count `y` against a negative binomial of mean `mu` and variance mu + psi·mu² (DETECTION part C, 5): the mid-p
 * tail on the side on which it lies, and the z of that tail. The tail is the probability of the count itself (by logarithms of
 * the gamma function, Johnson, Kemp & Kotz 2005, 5.1) times a sum of ratios of neighbouring probabilities.
 */
export function scoreCount(y: number, mu: number, psi: number): CountScore {
  if (mu > LARGEST_SUMMED) {
    const z = stabilised(y, psi) - stabilised(mu, psi);
    return { z, logTail: logUpperTail(Math.abs(z)) };
  }
  const logTail = logMidTail(y, mu, psi);
  if (logTail < LOG_HALF) return { z: y >= mu ? zOfLogTail(logTail) : -zOfLogTail(logTail), logTail };
  // More than half lies beyond: the count is on the other side of the median.
  const other = Math.min(Math.log1p(-Math.exp(logTail)), LOG_HALF);
  return { z: y >= mu ? -zOfLogTail(other) : zOfLogTail(other), logTail: LOG_HALF };
}

/** log of P(Y > y) + P(Y = y)/2 where y >= mu, else of P(Y < y) + P(Y = y)/2. */
export function logMidTail(y: number, mu: number, psi: number): number {
  const beyond = y >= mu ? sumAbove(y, mu, psi) : sumBelow(y, mu, psi);
  return logProbability(y, mu, psi) + Math.log(0.5 + beyond);
}

/** log P(Y = y). */
export function logProbability(y: number, mu: number, psi: number): number {
  const r = 1 / psi;
  return (
    logGamma(y + r) - logGamma(r) - logGamma(y + 1) - r * Math.log1p(mu * psi) + y * Math.log(mu / (mu + r))
  );
}

/** P(Y > y) / P(Y = y): the ratios (k + r)/(k + 1) · mu/(mu + r) grow smaller above the mean. */
function sumAbove(y: number, mu: number, psi: number): number {
  const r = 1 / psi;
  const share = mu / (mu + r);
  let term = 1;
  let sum = 0;
  for (let k = y; ; k++) {
    const step = ((k + r) / (k + 1)) * share;
    term *= step;
    sum += term;
    // The rest is less than a geometric series of this ratio.
    if (step < 1 && (term * step) / (1 - step) < NEGLIGIBLE * sum) return sum;
  }
}

/** P(Y < y) / P(Y = y), downwards. */
function sumBelow(y: number, mu: number, psi: number): number {
  const r = 1 / psi;
  const share = (mu + r) / mu;
  let term = 1;
  let sum = 0;
  for (let k = y; k > 0; k--) {
    term *= (k / (k - 1 + r)) * share;
    sum += term;
    if (term < NEGLIGIBLE * sum && k < mu) return sum;
  }
  return sum;
}

/** The transformation under which such a count has variance about 1 (Anscombe 1948). */
export const stabilised = (x: number, psi: number): number =>
  (2 / Math.sqrt(psi)) * Math.asinh(Math.sqrt(psi * (x + 3 / 8)));

/**
 * The least and the greatest whole count whose z stays within ± `reach` of the mean. Looked for from where the transformation says,
 * since z grows with the count; above the largest mean that is summed the transformation is the answer.
 */
export function mostUsual(
  mu: number,
  psi: number,
  reach: number,
): { readonly low: number; readonly high: number } {
  const middle = stabilised(mu, psi);
  const [below, above] = [unstabilised(middle - reach, psi), unstabilised(middle + reach, psi)];
  if (mu > LARGEST_SUMMED) return { low: below, high: above };
  const isUsual = (count: number): boolean => Math.abs(scoreCount(count, mu, psi).z) < reach;
  const center = Math.round(mu);
  return {
    low: edge(center, Math.min(center, Math.round(below)), 0, isUsual),
    high: edge(center, Math.max(center, Math.round(above)), Number.POSITIVE_INFINITY, isUsual),
  };
}

/** The furthest usual count from `center` on the side of `guess`, not beyond `end`. Everything between is usual, everything beyond it is not. */
function edge(center: number, guess: number, end: number, isUsual: (count: number) => boolean): number {
  const side = end > center ? 1 : -1;
  let [usual, odd] = [center, guess];
  for (let step = 1; isUsual(odd) || odd === center; step *= 2) {
    usual = odd;
    if (odd === end) return end;
    odd = side > 0 ? odd + step : Math.max(end, odd - step);
  }
  while (Math.abs(odd - usual) > 1) {
    const between = Math.floor((odd + usual) / 2);
    if (isUsual(between)) usual = between;
    else odd = between;
  }
  return usual;
}

/** The count at which `stabilised` has the value; 0 where there is none. */
export function unstabilised(value: number, psi: number): number {
  if (value <= 0) return 0;
  return Math.max(0, Math.sinh((value * Math.sqrt(psi)) / 2) ** 2 / psi - 3 / 8);
}
