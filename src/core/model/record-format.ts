/** The formats of telemetry records, as people name them. */
export const RECORD_FORMATS = ['ndjson', 'traccar', 'owntracks', 'alertmanager'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];
