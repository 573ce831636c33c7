import type { Random } from '#core/kit/random.ts';
import type { EventType, TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';
import type { Blackout } from './trouble.ts';

/** An event on its way to Vigil. */
export type Delivered = TelemetryEvent & { readonly received_at: EpochMs };

const DUPLICATE_SHARE = 0.005;
const LATE_SHARE = 0.004;
/** What a phone keeps while it has no network; everything else is sent at once or not at all. */
const MAY_BE_LATE: ReadonlySet<EventType> = new Set(['phone_event', 'location', 'device', 'metric']);

/** Sends an event: after about a second, seldom minutes late, seldom twice; in a blackout when that is over, or never. */
export function deliver(
  event: TelemetryEvent,
  random: Random,
  blackouts: readonly Blackout[],
): readonly Delivered[] {
  const isLate = random.chance(LATE_SHARE) && MAY_BE_LATE.has(event.type);
  const delay = isLate ? random.between(2, 12) * MINUTE : random.between(0.4, 2.5) * SECOND;
  const again = random.chance(DUPLICATE_SHARE) ? Math.round(random.between(5, 60) * SECOND) : 0;
  // Instants are whole milliseconds; the walk of a guard is computed in fractions of them.
  const ts = Math.floor(event.ts);
  const due = event.type === 'task' && event.due !== null ? { due: Math.floor(event.due) } : {};
  const delivered = (sent: EpochMs): readonly Delivered[] => {
    const received_at = arrival(event, sent + Math.round(delay), blackouts);
    return received_at === null ? [] : [{ ...event, ...due, ts, received_at }];
  };
  return again === 0 ? delivered(ts) : [...delivered(ts), ...delivered(ts + again)];
}

/** When an event that would arrive at `due` does; null: never. */
function arrival(event: TelemetryEvent, due: EpochMs, blackouts: readonly Blackout[]): EpochMs | null {
  const blackout = blackoutOf(event, blackouts);
  if (blackout !== null) return blackout.arrives_at === null ? null : Math.max(due, blackout.arrives_at);
  const next = blackouts.find((each) => isMeant(event, each) && due >= each.start && due < each.end);
  return next === undefined ? due : next.start - 1; // it left before: nothing arrives during a blackout
}

/** The blackout in which an event happens; null: none. */
export const blackoutOf = (event: TelemetryEvent, blackouts: readonly Blackout[]): Blackout | null =>
  blackouts.find((each) => isMeant(event, each) && event.ts >= each.start && event.ts < each.end) ?? null;

const isMeant = ({ source }: TelemetryEvent, blackout: Blackout): boolean =>
  blackout.source === null || blackout.source === source;
