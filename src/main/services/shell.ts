import type { Seats } from './people/seats.ts';

/** The running program as a host sees it: one way in, one way out, one end. */
export type Shell = {
  /** Where somebody asks and is told. There is no other way in, so that nobody is asked for who has not signed in. */
  readonly seat: Seats['seat'];
  /** The machine woke up: asks the engine at once what is due instead of at its next tick. */
  readonly wake: () => void;
  /** A host that has windows says how the wall board is opened in one of its own. */
  readonly opensWall: (open: () => void) => void;
  /** Somebody opened these files with Vigil from outside of its windows. */
  readonly bring: (paths: readonly string[]) => Promise<void>;
  /** Ends the threads. `planned`: a person wanted it, which is told at the next start (DECISIONS 3). */
  readonly close: (planned: boolean) => Promise<void>;
};
