import { attendedNow } from '#core/audit/attended.ts';
import type { DutyMemory } from '#core/audit/duty.ts';
import type { NotedMemory } from '#core/audit/noted-memory.ts';
import { STREAM } from '#core/model/event.ts';
import type { GuardStatus } from '#core/model/evidence.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import { rosteredAt } from '#core/schedule/roster.ts';
import type { Store, StoredEvent } from '#main/ports/store.ts';

/** A phone event this recent counts as an active phone. */
const PHONE_ACTIVE = 15 * MINUTE;

/** What tells how people stand beside the events of the window. */
export type GuardSources = { readonly store: Store; readonly duty: DutyMemory; readonly noted: NotedMemory };

/** How every person of the site stands at `at`: those listed there, and those who were heard from. */
export function guardStatuses(
  events: readonly StoredEvent[],
  site: Site,
  at: EpochMs,
  { store, duty, noted }: GuardSources,
): readonly GuardStatus[] {
  const newest = new Map<
    string,
    Map<number, { ts: EpochMs; lat: number | null; lon: number | null; acc: number | null }>
  >();
  for (const row of store.events.lastOfPeople(site.id, at)) {
    const code = store.registry.personCode(row.person_id);
    if (code === null) continue;
    const streams = newest.get(code) ?? new Map();
    newest.set(code, streams.set(row.stream, row));
  }
  const rostered = new Set(rosteredAt(noted.of(site), at).map(({ person }) => person));
  const names = new Map(site.people.map(({ code, name }) => [code, name]));
  const codes = new Set([...names.keys(), ...newest.keys()]);
  const devices = deviceStates(events, store);
  return [...codes].sort().map((code) => {
    const streams = newest.get(code) ?? new Map();
    const seen = [...streams.values()].map(({ ts }) => ts);
    const phone = streams.get(STREAM.phone_events)?.ts ?? null;
    const fix = streams.get(STREAM.location_updates);
    const known = duty.of(site.id).get(code);
    return {
      people_id: code,
      name: names.get(code) ?? code,
      last_seen: seen.length === 0 ? null : toIso(Math.max(...seen)),
      phone_active: phone !== null && at - phone <= PHONE_ACTIVE,
      last_location:
        fix === undefined || fix.lat === null || fix.lon === null
          ? null
          : { lat: fix.lat, lon: fix.lon, timestamp: toIso(fix.ts), accuracy: fix.acc },
      on_duty:
        rostered.has(code) || (known !== undefined && attendedNow(noted.of(site), code, known, at) !== null),
      checked_in_at: known?.in_at == null ? null : toIso(known.in_at),
      battery: devices.get(code)?.battery ?? null,
      device_status: devices.get(code)?.status ?? null,
    };
  });
}

function deviceStates(
  events: readonly StoredEvent[],
  store: Store,
): ReadonlyMap<string, { battery: number | null; status: string | null }> {
  const states = new Map<string, { battery: number | null; status: string | null }>();
  for (const event of events) {
    if (event.stream !== STREAM.device_heartbeats || event.person_id === null) continue;
    const code = store.registry.personCode(event.person_id);
    if (code === null) continue;
    const detail: { battery?: unknown } = event.detail === null ? {} : JSON.parse(event.detail);
    const battery = typeof detail.battery === 'number' ? detail.battery : (states.get(code)?.battery ?? null);
    const status =
      event.ref === null ? (states.get(code)?.status ?? null) : store.registry.termText(event.ref);
    states.set(code, { battery, status });
  }
  return states;
}
