import type { Timers, Undo } from '#main/ports/time.ts';

/** Rounds come in bursts; screens need to hear of them once a second at most. */
const AT_MOST_EVERY_MS = 1_000;

export type Announcer = {
  /** Announces within a second, however often it is asked. */
  readonly soon: () => void;
  /** Begins to announce; what was asked before is announced now. */
  readonly start: (announce: () => void) => void;
  readonly stop: () => void;
};

/** Gathers reasons to announce something into one announcement. */
export function createAnnouncer(timers: Timers): Announcer {
  let announce: (() => void) | null = null;
  let wanted = false;
  let undo: Undo | null = null;
  const soon = () => {
    wanted = true;
    if (announce === null || undo !== null) return;
    undo = timers.after(AT_MOST_EVERY_MS, () => {
      undo = null;
      wanted = false;
      announce?.();
    });
  };
  return {
    soon,
    start(work) {
      announce = work;
      if (wanted) soon();
    },
    stop() {
      announce = null;
      undo?.();
      undo = null;
    },
  };
}
