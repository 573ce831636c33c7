import type { Random } from '#core/kit/random.ts';

/** A standard normal number (Box & Muller 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** Log-uniform from [least, most): every factor of two is equally likely. */
export const logUniform = (random: Random, least: number, most: number): number =>
  least * (most / least) ** random.next();

/** A gamma number of the given shape, mean = shape (Marsaglia & Tsang 2000; below 1 by Stuart's power). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Means above this are drawn in parts, because exp(−mean) would vanish. */
const LARGE = 30;

/** A Poisson count (Knuth's product of uniforms). */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  let rest = mean;
  for (; rest > LARGE; rest -= LARGE) count += poisson(random, LARGE);
  const limit = Math.exp(-rest);
  for (let product = 1 - random.next(); product > limit; product *= 1 - random.next()) count++;
  return count;
}

/** A count of the given mean and variance mean + phi·mean²: a Poisson count whose mean is a gamma number. */
export const negativeBinomial = (random: Random, mean: number, phi: number): number =>
  mean <= 0 ? 0 : poisson(random, mean * phi * gamma(random, 1 / phi));
