import type { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

/** Zones that change their clocks by an hour at night, by half an hour, at other hours, or never. */
export const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'] as const;

/** The days on which the clocks of the first three change in 2026, as instants of their middle. */
export const CHANGES = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-03T15:30:00Z',
] as const;

/** How often the sites are looked at; what is left out is as usual. */
export type Frequencies = {
  readonly heartbeat_frequency_minutes?: number;
  readonly audit_frequency_minutes?: number;
  readonly deep_audit_frequency_hours?: number;
};

/** One site for each zone and cadence, with tours that nobody walks. */
export const watchedFleet = (
  frequencies: Frequencies,
  tours: NonNullable<SiteDocument['tours']> = [],
): ConfigurationDocument =>
  fleetDocument({
    sites: ZONES.length * CADENCES.length,
    site: (index) => ({
      timezone: ZONES[index % ZONES.length] ?? 'UTC',
      shifts: [],
      devices: [],
      people: [],
      tours,
      audit: { ...frequencies, anomaly_detection: false, cadences: [cadenceOf(index)] },
    }),
  });

const cadenceOf = (index: number): Cadence => CADENCES[Math.floor(index / ZONES.length)] ?? 'HEARTBEAT';
