import { alertState } from '#core/audit/alert-memory.ts';
import { FIRST_CUSTOM_STREAM, STREAM } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EventRow, Registry } from '#main/ports/store.ts';
import { DUTY_STREAMS, type Memory, SIGN_STREAMS, TASK_STREAMS } from './memory.ts';
import { observeSighting, SIGHTING_STREAMS, signalOf } from './sightings.ts';

/** An event that was stored, and when it was received. */
export type Remembered = { readonly row: EventRow; readonly received_at: EpochMs };

/** Takes a stored event into what rules remember, as of `now`; not into what is known of its source. */
export function remember(
  memory: Memory,
  { row, received_at }: Remembered,
  registry: Registry,
  now: EpochMs,
): void {
  const { site_id, stream, ts, activity } = row;
  const seenAt = Math.min(ts, received_at);
  memory.signals.observe(site_id, stream, seenAt, timesOf(row));
  if (activity !== null) {
    if (isOneOf(DUTY_STREAMS, stream)) memory.duty.observe(site_id, { ...activity, stream, ts: seenAt });
    if (isOneOf(TASK_STREAMS, stream)) memory.tasks.observe(site_id, { ...activity, ts });
    if (stream === STREAM.alert) memory.alerts.observe(site_id, alertState({ ...activity, ts }));
  }
  if (isOneOf(SIGHTING_STREAMS, stream)) observeSighting(memory, signalOf(row, registry), now);
  if (row.person_id === null || !isOneOf(SIGN_STREAMS, stream)) return;
  const person = registry.personCode(row.person_id);
  if (person !== null) memory.people.observe(site_id, person, seenAt);
}

/** How often an event counts: a metric as often as its value says. */
export const timesOf = ({ stream, ref }: Pick<EventRow, 'stream' | 'ref'>): number =>
  stream >= FIRST_CUSTOM_STREAM ? (ref ?? 1) : 1;

const isOneOf = (streams: readonly number[], stream: number): boolean => streams.includes(stream);
