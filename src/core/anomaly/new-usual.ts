import type { Grid } from './grid.ts';
import { scoreCount, stabilised } from './negative-binomial.ts';
import { AT, add, read } from './state.ts';

/** How many hours were restarted lately: each weighs half after so long. */
const HALF_LIFE_DAYS = 3;
/** So many are chance. */
const BY_CHANCE = 1;
/** The chance that hours have a new usual when nothing else speaks for it, how it grows with restarts, and the most that it can be. */
const [RARE, GROWTH, MOST_PRIOR] = [0.01, 10, 0.8];
/** One day speaks for a new usual by so many z at most: a day alone, however strange, is no habit. */
const MOST_Z = 2.5;
const SURE = 0.99;
/** Days differ in their level by more than their hours say: the relative variance of one day. */
const DAY_DOUBT = 0.02;
const LEAST_MEAN = 0.5;
const DAYS = 2;

/** A window of buckets, and what the same hours held on the last two days of their sort. */
export type Seen = {
  readonly observed: number;
  readonly expected: number;
  readonly psi: number;
  readonly days: readonly [number, number];
};

export const fadeMotion = (state: Float32Array, buckets: number, { buckets_a_day }: Grid): void => {
  state[AT.motion] = read(state, AT.motion) * 0.5 ** (buckets / (HALF_LIFE_DAYS * buckets_a_day));
};
export const addMotion = (state: Float32Array): void => add(state, AT.motion, 1);

/** How likely hours have a new usual before they are looked at: rare, but where many other hours of the day were just restarted. */
export function priorOfNew(state: Float32Array): number {
  const moving = Math.max(0, read(state, AT.motion) - BY_CHANCE);
  return Math.min(MOST_PRIOR, RARE * (1 + GROWTH * moving * moving));
}

/**
 * The logarithm of the tail of a window when its hours may have a new usual, the one that their last two days show: the tails of both,
 * p = (1 − w)·p(old) + w·p(new), by how likely the new one is (as in Bayesian detection of change points, Adams & MacKay 2007):
 * w/(1 − w) = prior/(1 − prior)·exp(± s²/4), where s adds the z of both days on the side of the window, as that of two normal numbers.
 * The new usual is the mean of the two days, and as unsure as two days are. Never less than `logTail`, the tail of the old usual.
 */
export function tailOfBoth(logTail: number, prior: number, { observed, expected, psi, days }: Seen): number {
  const side = Math.sign(observed - expected);
  const spread = psi + DAY_DOUBT;
  const middle = stabilised(expected, spread);
  const zOf = (day: number): number =>
    Math.min(MOST_Z, Math.max(-MOST_Z, side * (stabilised(day, spread) - middle)));
  const sum = zOf(days[0]) + zOf(days[1]);
  const odds = (prior / (1 - prior)) * Math.exp((sum * Math.abs(sum)) / (2 * DAYS));
  const share = Math.min(SURE, odds / (1 + odds));
  const mean = Math.max(LEAST_MEAN, (days[0] + days[1]) / DAYS);
  const isWithin = (observed - mean) * side <= 0;
  const unsure = 1 / (DAYS * mean) + (1 + 1 / DAYS) * spread;
  const other = isWithin ? Math.log(0.5) : scoreCount(observed, mean, unsure).logTail;
  return Math.max(logTail, Math.log((1 - share) * Math.exp(logTail) + share * Math.exp(other)));
}
