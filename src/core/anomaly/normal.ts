/*
 * The standard normal distribution in logarithms, so that tails far beyond what a double can hold keep their order.
 */

const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const LOG_HALF = Math.log(0.5);

/** Above this the continued fraction converges quickly, below it the series does. */
const SERIES_BELOW = 2.5;

/**
 * log P(Z > z). For z >= 2.5 by Laplace's continued fraction of Mills' ratio (Abramowitz & Stegun 26.2.14), else by the power
 * series of the distribution function (26.2.11); relative error of the tail below 1e-13.
 */
export function logUpperTail(z: number): number {
  if (z < 0) return Math.log1p(-Math.exp(logUpperTail(-z)));
  if (z < SERIES_BELOW) return Math.log(0.5 - centralArea(z));
  let fraction = z;
  for (let k = Math.ceil(30 + 600 / (z * z)); k >= 1; k--) fraction = z + k / fraction;
  return -0.5 * z * z - LOG_SQRT_TWO_PI - Math.log(fraction);
}

/** P(0 < Z < z) for a small z. */
function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum * Math.exp(-0.5 * z * z - LOG_SQRT_TWO_PI);
}

/** Up to here Wichura's approximation of the far tail is stated; beyond it the asymptotic expansion is exact to a double. */
const LAST_RATIONAL = 27;

/**
 * The z >= 0 whose upper tail has the given logarithm (at most log 0.5; what is above counts as that). Wichura 1988,
 * Algorithm AS 241 (PPND16), relative error about 1e-16; below e^-729 by fixed-point iteration of Mills' ratio.
 */
export function zOfLogTail(logTail: number): number {
  if (logTail >= LOG_HALF) return 0;
  const r = Math.sqrt(-logTail);
  if (logTail > -2.590267165445027) return centralQuantile(0.5 - Math.exp(logTail)); // log 0.075
  if (r <= 5) return ratio(r - 1.6, MIDDLE);
  if (r <= LAST_RATIONAL) return ratio(r - 5, FAR);
  let z = Math.SQRT2 * r;
  for (let turn = 0; turn < 6; turn++) z = Math.sqrt(2 * (-logTail - LOG_SQRT_TWO_PI - Math.log(millsOf(z))));
  return z;
}

/** Denominator of Mills' ratio: P(Z > z) = density(z) / millsOf(z). */
const millsOf = (z: number): number => z + 1 / (z + 2 / (z + 3 / (z + 4 / z)));

type Rational = { readonly top: readonly number[]; readonly bottom: readonly number[] };

/** Constants of AS 241, lowest power first. */
const CENTRE: Rational = {
  top: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
};
const MIDDLE: Rational = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const FAR: Rational = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

const centralQuantile = (q: number): number => q * ratio(0.180625 - q * q, CENTRE);

const ratio = (x: number, { top, bottom }: Rational): number => polynomial(x, top) / polynomial(x, bottom);

function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) sum = sum * x + (coefficients[power] ?? 0);
  return sum;
}
