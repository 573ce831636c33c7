import type { Clock } from '#main/ports/time.ts';

const MINUTE_MS = 60_000;
const MOST_A_MINUTE = 5;
/** Addresses that are remembered; the oldest are forgotten first. */
const MOST_ADDRESSES = 10_000;

export type WrongKeys = {
  /** Notes a wrong key; true when its address has shown too many of them within a minute. */
  readonly note: (address: string) => boolean;
};

/** Slows down whoever guesses keys. A right one is served all the same: somebody else's mistake behind one router must silence nobody. */
export function createWrongKeys(clock: Pick<Clock, 'monotonic'>): WrongKeys {
  const failures = new Map<string, number[]>();
  return {
    note(address) {
      const now = clock.monotonic();
      const recent = (failures.get(address) ?? []).filter((at) => now - at < MINUTE_MS);
      const tooMany = recent.length >= MOST_A_MINUTE;
      if (!tooMany) recent.push(now);
      failures.delete(address); // to the end: the map is in the order of the last mistake
      failures.set(address, recent);
      for (const oldest of failures.keys()) {
        if (failures.size <= MOST_ADDRESSES) break;
        failures.delete(oldest);
      }
      return tooMany;
    },
  };
}
