import type { EventName, Payload } from '#contract/index.ts';
import { events } from '#contract/index.ts';
import type { Log } from '#main/ports/log.ts';
import type { EventListener, Shell } from '../shell.ts';

export type Listeners = Pick<Shell, 'subscribe' | 'subscribeTo'> & {
  readonly tell: (event: EventName, payload: unknown) => void;
};

/** Everybody who hears the program's events. What is told is parsed first, so that nothing undeclared leaves. */
export function createListeners(log: Log): Listeners {
  const all = new Set<EventListener>();
  const subscribe: Listeners['subscribe'] = (listener) => {
    all.add(listener);
    return () => void all.delete(listener);
  };
  return {
    subscribe,
    subscribeTo: <E extends EventName>(wanted: E, listener: (payload: Payload<E>) => void) =>
      subscribe((event, payload) => {
        if (event === wanted) listener(payload as Payload<E>); // safe: parsed below by the event's own schema
      }),
    tell(event, payload) {
      const parsed = events[event].safeParse(payload);
      if (!parsed.success) return log.error('an event was not told', { event, error: parsed.error });
      for (const listener of all) listener(event, parsed.data);
    },
  };
}
