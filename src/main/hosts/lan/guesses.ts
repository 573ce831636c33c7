import type { Clock } from '#main/ports/time.ts';

const WITHIN_MS = 5 * 60_000;
const MOST = 10;
const MOST_ADDRESSES = 1_000;

export type Guesses = {
  /** True while no sign-in from there is looked at. */
  readonly isClosed: (address: string) => boolean;
  /** A sign-in from there is tried; it counts as wrong until it is forgiven. */
  readonly count: (address: string) => void;
  readonly forgive: (address: string) => void;
};

/**
 * Wrong sign-ins by address: beside the lock of each account, so that one machine of the network can neither go through the
 * names nor lock everybody out.
 */
export function createGuesses(clock: Clock): Guesses {
  const wrong = new Map<string, readonly number[]>();
  const lately = (address: string) =>
    (wrong.get(address) ?? []).filter((at) => clock.monotonic() - at < WITHIN_MS);
  return {
    isClosed: (address) => lately(address).length >= MOST,
    forgive: (address) => void wrong.delete(address),
    count(address) {
      const all = [...lately(address), clock.monotonic()];
      wrong.delete(address);
      wrong.set(address, all);
      for (const oldest of wrong.keys()) if (wrong.size > MOST_ADDRESSES) wrong.delete(oldest);
    },
  };
}
