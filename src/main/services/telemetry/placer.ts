import { attendedNow } from '#core/audit/attended.ts';
import type { DutyMemory } from '#core/audit/duty.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { STREAM, streamOf, type TelemetryEvent } from '#core/model/event.ts';
import type { Sent } from '#core/telemetry/foreign/sent.ts';
import { eventKey } from '#core/telemetry/identity.ts';
import { type AttendedSince, createPlacing, type IsStored, type Placing } from '#core/telemetry/placing.ts';
import type { Store } from '#main/ports/store.ts';

export type PlacerWorld = {
  readonly fleet: () => Fleet;
  readonly duty: () => DutyMemory;
  readonly store: { readonly events: Pick<Store['events'], 'has'> };
};

/** Gives events that only name their device the site that they belong to, by the fleet and the attendance as they are now known. */
export type Placer = (sent: Sent, tenant: string | null) => TelemetryEvent;

export function createPlacer({ fleet, duty, store }: PlacerWorld): Placer {
  let of: Fleet | null = null;
  let placing: Placing | null = null;
  const attendedSince: AttendedSince = (site, person, at) => {
    const known = duty().of(site.id).get(person);
    return known === undefined ? null : (attendedNow(site, person, known, at)?.start ?? null);
  };
  /** A metric's stream may have to be made first: what comes again of those is placed anew. */
  const isStored: IsStored = (event, site) => {
    const stream = streamOf(event);
    if (stream === 'metric') return false;
    return store.events.has({ site_id: site.id, stream: STREAM[stream], ts: event.ts, key: eventKey(event) });
  };
  return (sent, tenant) => {
    if (sent.devices === null) return sent.event;
    const current = fleet();
    if (placing === null || of !== current) {
      of = current;
      placing = createPlacing(current);
    }
    return placing.place(sent, tenant, attendedSince, isStored);
  };
}
