import type { RecordFormat } from '#core/model/record-format.ts';

/** Where telemetry is delivered (FORMATS section 6), and what is expected there. */
export const ROUTES: ReadonlyMap<string, RecordFormat> = new Map([
  ['/ingest/v1/events', 'ndjson'],
  ['/ingest/v1/traccar', 'traccar'],
  ['/ingest/v1/owntracks', 'owntracks'],
  ['/ingest/v1/alertmanager', 'alertmanager'],
]);

/** Types of a body that are read; a sender that names none is believed. */
export const MEDIA_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'text/plain',
]);
