import type { EventName } from '#contract/index.ts';
import { events } from '#contract/index.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Log } from '#main/ports/log.ts';
import type { Undo } from '#main/ports/time.ts';
import type { EventListener } from '../event-listener.ts';

export type Listeners = {
  readonly subscribe: (listener: EventListener) => Undo;
  readonly tell: (event: EventName, payload: unknown) => void;
};

/** Everybody who hears the program's events. What is told is parsed first, so that nothing undeclared leaves. */
export function createListeners(log: Log): Listeners {
  const all = new Set<EventListener>();
  return {
    subscribe(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(event, payload) {
      const parsed = readAs(events[event], payload);
      if (!parsed.success) return log.error('an event was not told', { event, error: parsed.error });
      for (const listener of all) listener(event, parsed.data);
    },
  };
}
