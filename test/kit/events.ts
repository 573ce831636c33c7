import type { TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';

const BASE = { received_at: null, id: null, source: null, person: null, device: null, attributes: null };

/** A phone event: the plainest sign of life. */
export const phone = (site: string, ts: EpochMs, person: string | null = null): TelemetryEvent => ({
  ...BASE,
  type: 'phone_event',
  site,
  ts,
  person,
  kind: 'app',
});
/** A position, good to 8 m. */
export const fix = (site: string, ts: EpochMs, person: string | null = null): TelemetryEvent => ({
  ...BASE,
  type: 'location',
  site,
  ts,
  person,
  lat: 52.52,
  lon: 13.405,
  accuracy: 8,
  speed: null,
  heading: null,
  altitude: null,
  battery: null,
  mock: null,
});
export const attendance = (
  site: string,
  ts: EpochMs,
  person: string,
  status: 'IN' | 'OUT',
): TelemetryEvent => ({ ...BASE, type: 'attendance', site, ts, person, status });
export const checkIn = (
  site: string,
  ts: EpochMs,
  person: string,
  status: 'OK' | 'DURESS' = 'OK',
): TelemetryEvent => ({ ...BASE, type: 'check_in', site, ts, person, status });
export const tourEvent = (
  site: string,
  ts: EpochMs,
  tour: string,
  run: string,
  status: 'STARTED' | 'COMPLETED',
): TelemetryEvent => ({ ...BASE, type: 'tour', site, ts, tour, run, status });
/** What another system reports. With a fingerprint it is about a condition that it will end. */
export const report = (
  site: string,
  ts: EpochMs,
  { severity = null, alert_type = 'FIRE_PANEL', ...attributes }: Readonly<Record<string, string | null>>,
): TelemetryEvent => ({
  ...BASE,
  type: 'alert',
  site,
  ts,
  severity,
  alert_type,
  message: 'Zone 4, ask John',
  attributes,
});
export const metric = (site: string, ts: EpochMs, name: string, value: number): TelemetryEvent => ({
  ...BASE,
  type: 'metric',
  site,
  ts,
  metric: name,
  value,
});
