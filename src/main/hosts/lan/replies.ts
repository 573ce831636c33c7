import type { Reply } from '#contract/reply.ts';
import type { Clock } from '#main/ports/time.ts';

/** Longer than a workstation keeps an action (`services/attached/calls.ts`) that it may send again. */
const KEPT_FOR_MS = 5 * 60_000;
const MOST_OF_A_SEAT = 256;
const MOST_SEATS = 512;

type Known = { readonly at: number; readonly reply: Promise<Reply<unknown>> };

export type Replies = {
  /** Does the work the first time that this seat shows this key; later its first reply comes again. */
  readonly once: (seat: string, key: string, work: () => Promise<Reply<unknown>>) => Promise<Reply<unknown>>;
};

/** What became of actions that carried a key, so that one that is sent again is not done again. It lives as long as the program (`run` in the protocol). */
export function createReplies(clock: Clock): Replies {
  const seats = new Map<string, Map<string, Known>>();
  const ofSeat = (seat: string): Map<string, Known> => {
    const known = seats.get(seat) ?? new Map<string, Known>();
    seats.delete(seat);
    seats.set(seat, known);
    for (const oldest of seats.keys()) if (seats.size > MOST_SEATS) seats.delete(oldest);
    return known;
  };
  return {
    once(seat, key, work) {
      const known = ofSeat(seat);
      const now = clock.monotonic();
      for (const [each, { at }] of known)
        if (now - at > KEPT_FOR_MS || known.size >= MOST_OF_A_SEAT) known.delete(each);
        else break;
      const before = known.get(key);
      if (before !== undefined) return before.reply;
      const reply = work();
      known.set(key, { at: now, reply });
      return reply;
    },
  };
}
