import type { ReactNode } from 'react';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { EpochMs } from '#core/model/time.ts';

/** The engine's time as the screen knows it, and a beat every second. */
export type ScreenClock = {
  readonly now: () => EpochMs;
  /** Calls back once a second; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
};

const ClockContext = createContext<ScreenClock | null>(null);

export const ClockProvider = ({ clock, children }: { clock: ScreenClock; children: ReactNode }) => (
  <ClockContext value={clock}>{children}</ClockContext>
);

function useClock(): ScreenClock {
  const clock = useContext(ClockContext);
  if (clock === null) throw new Error('No ClockProvider above this component');
  return clock;
}

/** The engine's time in ms, renewed whenever `step` ms have passed (a second unless told). */
export function useNow(step = 1_000): EpochMs {
  const clock = useClock();
  const beat = useSyncExternalStore(clock.subscribe, () => Math.floor(clock.now() / step));
  return beat * step;
}
