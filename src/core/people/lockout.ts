import type { EpochMs } from '../model/time.ts';
import { MINUTE, SECOND } from '../model/time.ts';

/** Wrong tries that cost nothing: at night people mistype. */
const FREE_TRIES = 4;
const FIRST_DELAY = 15 * SECOND;
const LONGEST_DELAY = 15 * MINUTE;

/** Wrong tries since the last right one. */
export type Tries = { readonly failures: number; readonly closed_until: EpochMs | null };
export const NO_TRIES: Tries = { failures: 0, closed_until: null };

/**
 * How things stand after one more try, before anybody knows whether it was right. From the fifth on nobody is looked at for 15 s,
 * then for twice as long each time, up to 15 min: a PIN of six digits takes years, and nobody can be kept out for ever.
 */
export function afterTry({ failures }: Tries, at: EpochMs): Tries {
  const next = failures + 1;
  const delay = Math.min(FIRST_DELAY * 2 ** Math.max(0, next - FREE_TRIES - 1), LONGEST_DELAY);
  return { failures: next, closed_until: next > FREE_TRIES ? at + delay : null };
}

/** How long nobody is looked at, in ms; 0 when the next try may come. A clock that was set back never closes for longer than the longest delay. */
export const closedFor = ({ closed_until }: Tries, at: EpochMs): number =>
  closed_until === null ? 0 : Math.min(Math.max(0, closed_until - at), LONGEST_DELAY);
