import { canonicalJson } from '#core/kit/hash.ts';
import { hash53 } from '#core/kit/hash53.ts';
import type { TelemetryEvent } from '#core/model/event.ts';

/**
 * The identity of an event as a 53-bit number (DECISIONS 6): of site, type, instant and the source's own id, else of
 * site, type, instant and everything else that the event says. When and by which feed it reached us does not count, nor
 * does the order or spelling of its fields. An id counts inside its source.
 */
export function eventKey(event: TelemetryEvent): number {
  if (event.id !== null) {
    return hash53(JSON.stringify([event.site, event.type, event.ts, event.source, event.id]));
  }
  const attributes = event.attributes === null ? null : canonicalJson(event.attributes);
  return hash53(
    JSON.stringify([
      event.site,
      event.type,
      event.ts,
      event.person,
      event.device,
      attributes,
      ...content(event),
    ]),
  );
}

/** What the type itself says, always in the same order. */
function content(event: TelemetryEvent): readonly (string | number | boolean | null)[] {
  switch (event.type) {
    case 'phone_event':
      return [event.kind];
    case 'location': {
      const { lat, lon, accuracy, speed, heading, altitude, battery, mock } = event;
      return [lat, lon, accuracy, speed, heading, altitude, battery, mock];
    }
    case 'checkpoint_scan':
      return [event.tour, event.run, event.checkpoint, event.lat, event.lon];
    case 'tour':
      return [event.tour, event.run, event.status];
    case 'task':
      return [event.task, event.status, event.due, event.title];
    case 'attendance':
    case 'check_in':
      return [event.status];
    case 'device':
      return [event.status, event.battery];
    case 'alert':
      return [event.severity, event.alert_type, event.message];
    case 'metric':
      return [event.metric, event.value];
  }
}
