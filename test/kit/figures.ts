import { existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** What a series of times came to, in ms; all 0 for an empty one. */
export type Figures = {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
};

/** Percentiles by nearest rank: each is a time that was really measured. */
export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => tenths(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export const tenths = (ms: number): number => Math.round(ms * 10) / 10;

const ADDITIONS = 200_000_000;

/** A loop that measures the machine, beside which times are to be read: 200 million additions, in ms. The fastest of three, as the first may run before it is compiled. */
export const calibration = (): number => Math.min(additions(), additions(), additions());

function additions(): number {
  const startedAt = performance.now();
  let sum = 0;
  for (let i = 0; i < ADDITIONS; i++) sum = (sum + i) | 0;
  return Math.round(performance.now() - startedAt) + (sum === 0 ? 1 : 0); // uses the sum, so that the loop stays
}

/** How many processes wanted to run, on average over the last minute. */
export const loadAverage = (): number => tenths(loadavg()[0] ?? 0);

/** The time up to now, in ms, in which at least one thread of the machine waited for a core; null where the system does not tell (other than Linux). */
export function waitedForCores(): number | null {
  const file = '/proc/pressure/cpu';
  if (!existsSync(file)) return null;
  const total = /^some .*total=(\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
  return total === undefined ? null : Number(total) / 1_000;
}
