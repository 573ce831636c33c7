import { attendedNow } from '#core/audit/attended.ts';
import type { DutyMemory } from '#core/audit/duty.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Sent } from '#core/telemetry/foreign/sent.ts';
import { type AttendedSince, createPlacing, type Placing } from '#core/telemetry/placing.ts';

export type PlacerWorld = { readonly fleet: () => Fleet; readonly duty: () => DutyMemory };

/** Gives events that only name their device the site that they belong to, by the fleet and the attendance as they are now known. */
export type Placer = (sent: Sent, tenant: string | null) => TelemetryEvent;

export function createPlacer({ fleet, duty }: PlacerWorld): Placer {
  let of: Fleet | null = null;
  let placing: Placing | null = null;
  const attendedSince: AttendedSince = (site, person, at) => {
    const known = duty().of(site.id).get(person);
    return known === undefined ? null : (attendedNow(site, person, known, at)?.start ?? null);
  };
  return (sent, tenant) => {
    if (sent.devices === null) return sent.event;
    const current = fleet();
    if (placing === null || of !== current) {
      of = current;
      placing = createPlacing(current);
    }
    return placing.place(sent, tenant, attendedSince);
  };
}
