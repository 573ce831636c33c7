import type { EventRow, Store } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';

const MERGED_BEFORE = 'events.merged_before';
const LONGEST_DELAY = 'events.longest_delay_s';
const SHORTEST_DELAY = 'events.shortest_delay_s';

/** Three numbers about the stored events, kept in engine_state and in memory. */
export type Marks = {
  /** No merged event is at or after this instant. */
  readonly mergedBefore: () => number;
  readonly setMergedBefore: (before: number) => void;
  /** Widens the two bounds below. */
  readonly noteDelays: (rows: readonly EventRow[]) => void;
  /** Seconds between happening and reception: the bounds over all stored events, at least 0 and at most 0. */
  readonly delays: () => { readonly shortest: number; readonly longest: number };
};

export function createMarks(session: Session, state: Store['state']): Marks {
  const remember = (name: string, initial: number) => {
    let value: number | null = null;
    session.onRollback(() => {
      value = null;
    });
    return {
      get: (): number => {
        value ??= Number(state.get(name) ?? initial);
        return value;
      },
      set: (next: number): void => {
        state.set(name, String(next));
        value = next;
      },
    };
  };
  const merged = remember(MERGED_BEFORE, Number.NEGATIVE_INFINITY);
  const longest = remember(LONGEST_DELAY, 0);
  const shortest = remember(SHORTEST_DELAY, 0);
  return {
    mergedBefore: merged.get,
    setMergedBefore(before) {
      if (before > merged.get()) merged.set(before);
    },
    noteDelays(rows) {
      for (const { delay_s } of rows) {
        if (delay_s === null) continue;
        if (delay_s > longest.get()) longest.set(delay_s);
        if (delay_s < shortest.get()) shortest.set(delay_s);
      }
    },
    delays: () => ({ shortest: shortest.get(), longest: longest.get() }),
  };
}
