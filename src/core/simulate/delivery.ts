import type { Random } from '#core/kit/random.ts';
import type { EventType, TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';

/** An event on its way to Vigil. */
export type Delivered = TelemetryEvent & { readonly received_at: EpochMs };

const DUPLICATE_SHARE = 0.005;
const LATE_SHARE = 0.004;
/** What a phone keeps while it has no network; everything else is sent at once or not at all. */
const MAY_BE_LATE: ReadonlySet<EventType> = new Set(['phone_event', 'location', 'device', 'metric']);

/** Sends an event: after about a second, seldom minutes late, seldom twice. */
export function deliver(event: TelemetryEvent, random: Random): readonly Delivered[] {
  const isLate = random.chance(LATE_SHARE) && MAY_BE_LATE.has(event.type);
  const delay = isLate ? random.between(2, 12) * MINUTE : random.between(0.4, 2.5) * SECOND;
  // Instants are whole milliseconds; the walk of a guard is computed in fractions of them.
  const ts = Math.floor(event.ts);
  const due = event.type === 'task' && event.due !== null ? { due: Math.floor(event.due) } : {};
  const delivered = { ...event, ...due, ts, received_at: ts + Math.round(delay) };
  if (!random.chance(DUPLICATE_SHARE)) return [delivered];
  const again = Math.round(random.between(5, 60) * SECOND);
  return [delivered, { ...delivered, received_at: delivered.received_at + again }];
}
