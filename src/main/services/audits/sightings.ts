import { DeviceMemory } from '#core/audit/device-memory.ts';
import { DEVICE_LOOKBACK } from '#core/audit/devices.ts';
import { FixMemory } from '#core/audit/fix-memory.ts';
import type { QuietSpans } from '#core/audit/quiet-spans.ts';
import { LIFE_STREAMS } from '#core/audit/signal-memory.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { periodOf } from '#core/schedule/due.ts';
import type { EventRow, Registry, SignalRow, Store } from '#main/ports/store.ts';
import { AHEAD_LIMIT } from '../telemetry/admission.ts';

/** What is remembered of people and devices from single events. */
export type Sightings = { readonly fixes: FixMemory; readonly devices: DeviceMemory };

const REPORTS = STREAM.device_heartbeats;
const FIXES = STREAM.location_updates;
/** What people send, and what their devices say of themselves. */
export const SIGHTING_STREAMS: readonly number[] = [...LIFE_STREAMS, REPORTS];

/** A round looks as of its slot, which may lie a period before the present, and takes its time. */
export const slackOf = (sites: readonly Site[]): number =>
  sites.reduce(
    (longest, { audit }) => Math.max(longest, periodOf(audit, 'HEARTBEAT'), periodOf(audit, 'COMPREHENSIVE')),
    0,
  ) + MINUTE;

export function newSightings(sites: readonly Site[], quiet: QuietSpans | null = null): Sightings {
  const slack = slackOf(sites);
  return { fixes: new FixMemory(slack), devices: new DeviceMemory(slack, quiet) };
}

/** The sightings at `at`, from what is stored: of positions and of devices, as far as they are needed. Taken into `sightings`, of which nothing is known yet. */
export function loadSightings(
  store: Store,
  sites: readonly Site[],
  at: EpochMs,
  isNeeded: (need: 'fixes' | 'devices') => boolean = () => true,
  sightings: Sightings = newSightings(sites),
): Sightings {
  const ids = sites.map(({ id }) => id);
  const from = at - DEVICE_LOOKBACK - slackOf(sites);
  const streams = isNeeded('devices') ? SIGHTING_STREAMS : isNeeded('fixes') ? [FIXES] : [];
  if (streams.length === 0) return sightings;
  for (const row of store.events.signals(ids, streams, from, at + AHEAD_LIMIT))
    observeSighting(sightings, row, at);
  if (isNeeded('devices')) loadReporters(store, ids, sightings.devices, at);
  return sightings;
}

/** Whose devices ever reported. Where all that is known at once is newer than `at`, the site is looked at by itself. */
function loadReporters(
  { events, registry }: Store,
  ids: readonly number[],
  devices: DeviceMemory,
  at: EpochMs,
): void {
  const hidden = new Set<number>();
  for (const { site_id, person, ts } of events.newestOfPeople(ids, REPORTS, at)) {
    devices.recallReporter(site_id, person, ts);
    if (ts > at) hidden.add(site_id);
  }
  for (const id of hidden) {
    for (const { person_id, stream, ts } of events.lastOfPeople(id, at)) {
      const person = registry.personCode(person_id);
      if (stream === REPORTS && person !== null) devices.recallReporter(id, person, ts);
    }
  }
}

/** An event of SIGHTING_STREAMS as it comes in at `now`. */
export function observeSighting({ fixes, devices }: Sightings, row: SignalRow, now: EpochMs): void {
  const { site_id, stream, person, ts } = row;
  if (stream === REPORTS) {
    devices.report(site_id, row, now);
    return;
  }
  if (stream === FIXES) fixes.observe(site_id, row, now);
  if (person !== null) devices.sign(site_id, person, ts, now);
}

/** An event that was just stored, with its codes and what its detail says, as `signals` reads it. */
export function signalOf(row: EventRow, registry: Registry): SignalRow {
  const { site_id, stream, ts, person_id, lat, lon, acc, ref, origin, detail } = row;
  return {
    ...{ site_id, stream, ts, lat, lon, acc },
    person: person_id === null ? null : registry.personCode(person_id),
    device: origin === null ? null : registry.deviceCode(origin),
    word: ref === null ? null : registry.termText(ref),
    battery: stream === REPORTS ? batteryIn(detail) : null,
    mock: stream === FIXES && isMock(detail) ? 1 : null,
  };
}

function batteryIn(detail: string | null): number | null {
  const { battery }: { readonly battery?: unknown } = detail === null ? {} : JSON.parse(detail);
  return typeof battery === 'number' ? battery : null;
}

/** Whether the phone said that a position was made up. Few say so: the text is looked through before it is read. */
export function isMock(detail: string | null): boolean {
  const { mock }: { readonly mock?: unknown } = detail?.includes('"mock"') ? JSON.parse(detail) : {};
  return mock === true;
}
