import { hash53 } from './hash53.ts';

/** Repeatable random numbers: the same seed gives the same numbers on every machine. Not for secrets. */
export type Random = {
  /** Evenly from [0, 1), in steps of 2^-32. */
  readonly next: () => number;
  /** Evenly from [least, most). */
  readonly between: (least: number, most: number) => number;
  /** A whole number from least to most, both included. */
  readonly whole: (least: number, most: number) => number;
  /** True with the given chance. */
  readonly chance: (probability: number) => boolean;
  /** One of the items, evenly. Throws on an empty list. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** The waiting time until the next of events that come at random, `mean` apart on average. */
  readonly waiting: (mean: number) => number;
  /**
   * A generator of its own, set by this one's seed and the name alone: not by how much was drawn here before. So what
   * happens at one site never depends on another.
   */
  readonly split: (name: string) => Random;
};

/**
 * A counter that steps through all 2^32 states by an odd constant (a Weyl sequence), each state scrambled by two rounds
 * of xor-shift and multiplication. Good for the few million draws of a simulation.
 */
export function createRandom(seed: string): Random {
  const start = hash53(seed);
  let state = start >>> 0;
  const step = ((start / 0x1_0000_0000) | 0) * 2 + 0x9e3779b1; // odd, and another one for another seed
  const next = () => {
    state = (state + step) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    between: (least, most) => least + next() * (most - least),
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    waiting: (mean) => -mean * Math.log(1 - next()),
    split: (name) => createRandom(`${seed}/${name}`),
  };
}
