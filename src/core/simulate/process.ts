import type { EventType, TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Something at a site that sends one event after the other, or one alone. */
export type Process = {
  readonly type: EventType;
  readonly person: string | null;
  /** When it sends next; Infinity once it has ended. */
  readonly next: () => EpochMs;
  /** Sends what is due at `next` and goes on. */
  readonly send: () => TelemetryEvent;
  /** Waits until then. */
  readonly postpone: (to: EpochMs) => void;
};

export const ENDED: EpochMs = Number.POSITIVE_INFINITY;

type Repeating = Pick<Process, 'type' | 'person'> & {
  readonly first: EpochMs;
  /** Nothing is sent at this instant or later. */
  readonly until: EpochMs;
  /** Milliseconds from one event to the next. */
  readonly wait: (at: EpochMs) => number;
  readonly event: (at: EpochMs) => TelemetryEvent;
};

/** A process that repeats until its end. */
export function repeating({ type, person, first, until, wait, event }: Repeating): Process {
  const within = (at: EpochMs) => (at < until ? at : ENDED);
  let next = within(Math.round(first));
  return {
    type,
    person,
    next: () => next,
    send() {
      const at = next;
      next = within(at + Math.max(1, Math.round(wait(at))));
      return event(at);
    },
    postpone(to) {
      next = within(Math.round(to));
    },
  };
}

/** One event; when it has to wait, it is sent later, as of then. */
export function once(event: TelemetryEvent): Process {
  let next = event.ts;
  return {
    type: event.type,
    person: event.person,
    next: () => next,
    send() {
      const at = next;
      next = ENDED;
      return at === event.ts ? event : { ...event, ts: at };
    },
    postpone(to) {
      next = Math.round(to);
    },
  };
}
