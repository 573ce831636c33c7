import { RECORD_FORMATS } from './record-format.ts';

/** Files that `import` reads: sites and runbooks as documents or a list, geofences, shifts and maintenance. */
export const CONFIGURATION_KINDS = [
  'configuration_json',
  'configuration_yaml',
  'sites_csv',
  'geofences',
  'calendar',
] as const;
export type ConfigurationKind = (typeof CONFIGURATION_KINDS)[number];

/** Files that `ingest` reads: records one a line, or a file that is one whole. */
export const TELEMETRY_FORMATS = [...RECORD_FORMATS, 'gpx', 'traccar_csv'] as const;
export type TelemetryFormat = (typeof TELEMETRY_FORMATS)[number];

/** A CSV that nobody knows without a mapping of its columns. */
export const TELEMETRY_KINDS = [...TELEMETRY_FORMATS, 'table'] as const;
export type TelemetryKind = (typeof TELEMETRY_KINDS)[number];

export const FILE_KINDS = [...CONFIGURATION_KINDS, ...TELEMETRY_KINDS, 'unknown'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What the shifts and events of a calendar are. */
export const CALENDAR_USES = ['shifts', 'maintenance'] as const;
export type CalendarUse = (typeof CALENDAR_USES)[number];
