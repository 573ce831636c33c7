import { isDuress, type TelemetryEvent } from '#core/model/event.ts';
import type { Lane } from '#core/model/lane.ts';

/** The lane of an event. Positions, signs of phones and numbers come in masses, and the next one replaces the last. */
export function laneOf(event: TelemetryEvent): Lane {
  if (isDuress(event)) return 'duress';
  const isMass = event.type === 'location' || event.type === 'phone_event' || event.type === 'metric';
  return isMass ? 'position' : 'state';
}

/** Whether an event must not wait for others to be committed with (DECISIONS 9). */
export const isUrgent = (event: TelemetryEvent): boolean => event.type === 'check_in' || isDuress(event);
