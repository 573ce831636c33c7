/** Who of several windows does what only one may do: sounds, or shows on the desktop. */
export type Lead = {
  /** Whether this window may do it now. */
  readonly holds: () => boolean;
  /** Whether any window can, as far as that is known. */
  readonly isTaken: () => Promise<boolean>;
  /** Asks for the lead, or gives it back. `now`: takes it from a window that nobody looks at. */
  readonly want: (wanted: boolean, now?: boolean) => void;
};

/** Where no other window is known of: this one leads whenever it wants to. */
export function createOnlyLead(): Lead {
  let wanted = false;
  return {
    holds: () => wanted,
    isTaken: async () => wanted,
    want: (next) => {
      wanted = next;
    },
  };
}

/**
 * One window of all that share this browser: the one that holds the lock. When it closes, crashes or gives the lock back, the
 * next has it at once, without a word between them. `onLead` runs whenever this window gets it.
 */
export function createLead(name: string, locks: LockManager | undefined, onLead: () => void): Lead {
  if (locks === undefined) return createOnlyLead();
  let turn: { release: () => void; readonly aborter: AbortController } | null = null;
  let isHeld = false;
  const ask = (steal: boolean) => {
    const aborter = new AbortController();
    const done = Promise.withResolvers<void>();
    const mine = { aborter, release: done.resolve };
    turn = mine;
    const hold = async () => {
      isHeld = turn === mine;
      if (isHeld) onLead();
      await (isHeld ? done.promise : undefined);
    };
    // Signal and steal exclude one another: a stolen lock is had at once and needs no way back.
    const options = steal ? { steal } : { signal: aborter.signal };
    locks.request(name, options, hold).catch(() => {
      // Another window took it, or it was given up while waiting.
      if (turn !== mine) return;
      isHeld = false;
      ask(false);
    });
  };
  const giveBack = () => {
    const last = turn;
    turn = null;
    isHeld = false;
    last?.aborter.abort();
    last?.release();
  };
  return {
    holds: () => isHeld,
    isTaken: async () => ((await locks.query()).held ?? []).some((lock) => lock.name === name),
    want(wanted, now = false) {
      if (!wanted) return giveBack();
      if (isHeld || (turn !== null && !now)) return;
      giveBack();
      ask(now);
    },
  };
}
