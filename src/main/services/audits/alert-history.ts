import { STREAM } from '#core/model/event.ts';
import type { AlertEntry } from '#core/model/evidence.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { toIso } from '#core/model/time.ts';
import type { Store, StoredEvent } from '#main/ports/store.ts';
import { eventId } from './event-id.ts';

/** Alerts that came from other systems and those that Vigil made at the site, in order of time. */
export function alertHistory(
  events: readonly StoredEvent[],
  store: Store,
  site: Site,
  start: EpochMs,
  at: EpochMs,
): readonly AlertEntry[] {
  const received = events.flatMap((event): AlertEntry[] => {
    if (event.stream !== STREAM.alert) return [];
    const detail: { severity?: unknown; message?: unknown } =
      event.detail === null ? {} : JSON.parse(event.detail);
    const severity = typeof detail.severity === 'string' ? detail.severity : null;
    const message = typeof detail.message === 'string' ? detail.message : null;
    const type = event.ref === null ? null : store.registry.termText(event.ref);
    return [
      {
        id: eventId(event),
        severity,
        type,
        timestamp: toIso(event.ts),
        origin: 'RECEIVED',
        message,
        event: eventId(event),
      },
    ];
  });
  const ours = store.alerts.recent(site.code, start, at).map(
    (alert): AlertEntry => ({
      id: alert.id,
      severity: alert.severity,
      type: alert.alert_type,
      timestamp: toIso(alert.created_at),
      origin: 'VIGIL',
      event: null,
    }),
  );
  return [...received, ...ours].sort((a, b) =>
    a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0,
  );
}
