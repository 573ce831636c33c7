import type { EventName, Payload } from '#contract/index.ts';
import type { Undo } from '#main/ports/time.ts';
import type { Dispatch } from './dispatch.ts';
import type { Caller } from './handlers.ts';

/** Hears every event that goes to screens; the payload is plain data of that event's schema. */
export type EventListener = (event: EventName, payload: unknown) => void;

/** The running program as a host sees it: one way in, one way out, one end. */
export type Shell = {
  readonly dispatch: Dispatch;
  readonly subscribe: (listener: EventListener) => Undo;
  /** Hears one event only, by its own type. */
  readonly subscribeTo: <E extends EventName>(event: E, listener: (payload: Payload<E>) => void) => Undo;
  /** The person who sits at this workstation: asked once, unverified until accounts are on. */
  readonly caller: () => Caller;
  /** The machine woke up: asks the engine at once what is due instead of at its next tick. */
  readonly wake: () => void;
  /** A host that has windows says how the wall board is opened in one of its own. */
  readonly opensWall: (open: () => void) => void;
  /** Ends the threads. `planned`: a person wanted it, which is told at the next start (DECISIONS 3). */
  readonly close: (planned: boolean) => Promise<void>;
};
