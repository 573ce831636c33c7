import type { AuditConfig, Weekday, WeeklyWindow } from './audit-config.ts';
import type { Noted } from './noted.ts';
import type { EpochMs } from './time.ts';

/** WGS 84, decimal degrees. */
export type LatLon = { readonly lat: number; readonly lon: number };

/** A GeoJSON geometry; coordinates are [longitude, latitude]. */
export type GeoPolygon =
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly number[])[])[] }
  | {
      readonly type: 'MultiPolygon';
      readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[];
    };
export type Geofence = { readonly radius_m: number } | GeoPolygon;

export type LoneWorker = { readonly check_in_minutes: number; readonly grace_minutes: number };

export type Person = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly role: string;
  readonly phone: string | null;
  readonly lone_worker: LoneWorker | null;
};

export type Device = {
  readonly id: number;
  readonly code: string;
  readonly kind: string;
  /** Code of the person who carries it. */
  readonly person: string | null;
  readonly external_id: string | null;
};

/** When one person is rostered: weekly in site time, between two instants, or by an iCalendar rule. */
export type Shift = { readonly person: string } & (
  | ({ readonly kind: 'WEEKLY' } & WeeklyWindow)
  | { readonly kind: 'ABSOLUTE'; readonly start: EpochMs; readonly end: EpochMs }
  | {
      readonly kind: 'RECURRING';
      readonly start: string;
      readonly end: string;
      readonly rrule: string;
      readonly exdate: readonly string[];
      readonly timezone: string;
    }
);

export type Checkpoint = LatLon & { readonly code: string; readonly name: string; readonly radius_m: number };

export type Tour = {
  readonly code: string;
  readonly name: string;
  readonly mandatory: boolean;
  readonly starts: readonly { readonly days: readonly Weekday[]; readonly at: string }[];
  readonly duration_minutes: number;
  readonly grace_minutes: number;
  readonly checkpoints: readonly Checkpoint[];
};

/** One guarded site with the settings that hold for it now. `id`s are the store's integer keys. */
export type Site = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly tenant: string;
  readonly tenant_id: number;
  readonly client: string;
  readonly timezone: string;
  readonly location: LatLon | null;
  readonly geofence: Geofence | null;
  /** 1 highest to 5. */
  readonly priority: number;
  readonly active: boolean;
  /** Names under which its tenant gathers sites. */
  readonly groups: readonly string[];
  readonly audit: AuditConfig;
  /** Local dates (YYYY-MM-DD) of every scope, added up. */
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  readonly people: readonly Person[];
  readonly devices: readonly Device[];
  readonly shifts: readonly Shift[];
  readonly tours: readonly Tour[];
  /** Version of the configuration that this is; every finding stores it. */
  readonly config_version: number;
  /** What the desk has noted about it, where there is any; only on a site as an audit looks at it. */
  readonly noted?: Noted;
};

/** True when audits run at the site at all. */
export const isAudited = (site: Site): boolean => site.active && site.audit.enabled;
