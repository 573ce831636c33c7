import type { EventName } from '#contract/index.ts';

/** Hears every event that goes to screens; the payload is plain data of that event's schema. */
export type EventListener = (event: EventName, payload: unknown) => void;
