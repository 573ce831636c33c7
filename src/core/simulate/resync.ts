import type { TelemetryEvent } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { blackoutOf } from './delivery.ts';
import type { Blackout } from './trouble.ts';

/** The app tells within this span after an outage what holds now. */
const AFTER = MINUTE;
const SPREAD = 2 * MINUTE;

/** Who is signed in and how tasks stand is told anew, as of then, when it was lost; null: the event is not lost, or not told again. */
export function sentAgain(event: TelemetryEvent, blackouts: readonly Blackout[]): TelemetryEvent | null {
  if (event.type !== 'attendance' && event.type !== 'task') return null;
  const lost = blackoutOf(event, blackouts);
  if (lost === null || lost.arrives_at !== null) return null;
  const share = (event.ts - lost.start) / (lost.end - lost.start);
  return { ...event, ts: Math.round(lost.end + AFTER + SPREAD * share) };
}
