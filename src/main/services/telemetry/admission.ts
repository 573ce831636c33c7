import type { TelemetryEvent } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, MINUTE, toIso } from '#core/model/time.ts';
import { NO_SITE } from '#core/telemetry/foreign/sent.ts';
import type { QuarantineReason } from '#main/ports/store.ts';
import { declaredMetric } from './event-row.ts';

/** An event may be this far ahead of its reception: clocks differ. */
export const AHEAD_LIMIT = 5 * MINUTE;

/** Why an event is not stored. */
export type Refusal = { readonly reason: QuarantineReason; readonly detail: string };

/** null when the event may be stored. `received_at` is the current instant where nobody said when it came. */
export function refusalOf(event: TelemetryEvent, site: Site | null, received_at: EpochMs): Refusal | null {
  if (site === null) return { reason: 'UNKNOWN_SITE', detail: unknownSite(event) };
  if (event.ts > received_at + AHEAD_LIMIT) {
    return {
      reason: 'FUTURE',
      detail: `ts ${toIso(event.ts)} is over 5 min after its reception at ${toIso(received_at)}`,
    };
  }
  if (event.type === 'metric' && declaredMetric(event, site)?.kind === 'COUNT' && !isCount(event.value)) {
    return {
      reason: 'INVALID',
      detail: `value: found ${event.value}, expected a whole number from 0, since ${event.metric} is counted`,
    };
  }
  return null;
}

const unknownSite = ({ site, device }: TelemetryEvent): string => {
  if (site !== NO_SITE) return `no site ${site} is configured`;
  return device === null
    ? 'it names neither a site nor a device'
    : `no device ${device} is configured, and it names no site`;
};

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
