import type { TelemetryEvent } from '#core/model/event.ts';
import { toIso } from '#core/model/time.ts';

const INSTANTS = ['ts', 'received_at', 'due'] as const;

/** One event as a line of NDJSON (FORMATS section 2) without the line break; what is null is left out. */
export function eventLine(event: TelemetryEvent): string {
  const record: Record<string, unknown> = { ...event.attributes, type: event.type, site: event.site };
  for (const [field, value] of Object.entries(event)) {
    if (value !== null && field !== 'attributes') record[field] = value;
  }
  for (const field of INSTANTS) {
    const value = record[field];
    if (typeof value === 'number') record[field] = toIso(value);
  }
  return JSON.stringify(record);
}
