/** Messages that may be under way to the disk at once. */
export const MOST_IN_FLIGHT = 256;

export type InFlight = {
  /** Takes a message up. Gives what settles it: it is acknowledged then, but never before an earlier one (MQTT 3.1.1, 4.6). `id` null: it needs none. */
  readonly add: (id: number | null) => () => void;
  /** Calls when there is room for another one: at once, or after some were settled. */
  readonly whenRoom: (goOn: () => void) => void;
};

/** Keeps the acknowledgements in the order in which the messages came, and no more messages than fit. */
export function createInFlight(acknowledge: (id: number) => void): InFlight {
  const waiting: { readonly id: number | null; settled: boolean }[] = [];
  let held: (() => void) | null = null;
  const flush = () => {
    for (let first = waiting[0]; first?.settled; first = waiting[0]) {
      waiting.shift();
      if (first.id !== null) acknowledge(first.id);
    }
    if (held === null || waiting.length >= MOST_IN_FLIGHT) return;
    const goOn = held;
    held = null;
    goOn();
  };
  return {
    add(id) {
      const entry = { id, settled: false };
      waiting.push(entry);
      return () => {
        entry.settled = true;
        flush();
      };
    },
    whenRoom(goOn) {
      if (waiting.length < MOST_IN_FLIGHT) goOn();
      else held = goOn;
    },
  };
}
