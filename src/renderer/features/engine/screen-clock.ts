import { SECOND } from '#core/model/time.ts';
import type { ScreenClock } from '#renderer/ui/clock.tsx';
import type { EngineParts, EngineStore } from './engine-store.ts';

/** The engine's time on this screen: its own clock moved by the offset last heard. All listeners share one beat. */
export function createScreenClock(
  store: EngineStore,
  { wall, every }: Pick<EngineParts, 'wall' | 'every'>,
): ScreenClock {
  const listeners = new Set<() => void>();
  let stopBeat: () => void = () => undefined;
  const beat = () => {
    for (const listener of listeners) listener();
  };
  return {
    now: () => wall() + store.getState().offset,
    subscribe(listener) {
      if (listeners.size === 0) stopBeat = every(SECOND, beat);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stopBeat();
      };
    },
  };
}
