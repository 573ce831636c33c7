import { SECOND } from '#core/model/time.ts';

/** Before the next attempt: quick at first, and never long: in a control room that is blind an attempt on the own network costs nothing. */
const AFTER_LOSS = [SECOND / 2, SECOND, 2 * SECOND, 4 * SECOND] as const;
/** An engine that takes nobody now has said so: asking it often changes nothing. */
const AFTER_REFUSAL = 15 * SECOND;

/** How long to wait, ms. `chance` from 0 to 1 makes it up to a quarter longer or shorter. */
export function waitBefore(why: 'LOST' | 'REFUSED', attempts: number, chance: number): number {
  const [first] = AFTER_LOSS;
  const longest = AFTER_LOSS.at(-1) ?? first;
  const wait = why === 'REFUSED' ? AFTER_REFUSAL : (AFTER_LOSS[attempts] ?? longest);
  return Math.round(wait * (0.75 + chance / 2));
}
