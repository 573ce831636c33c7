import type { TelemetryEvent } from '#core/model/event.ts';
import { eventKey } from '#core/telemetry/identity.ts';
import type { Wrong } from './simulation-oracle.ts';

type Alert = Extract<TelemetryEvent, { type: 'alert' }>;

/** What the alarm panel of a site says, once each: from its beginning to its end where it names a condition, else the instant. */
export function alarms(events: readonly TelemetryEvent[]): readonly Wrong[] {
  const alerts = events.filter(
    (event): event is Alert => event.type === 'alert' && event.alert_type !== 'SOS',
  );
  const bySubject = Map.groupBy(alerts, subjectOf);
  return [...bySubject].map(([subject, said]) => {
    const instants = said.map(({ ts }) => ts);
    return {
      site: said[0]?.site ?? null,
      finding_type: 'EXTERNAL_ALERT',
      subject,
      start: Math.min(...instants),
      last: Math.max(...instants),
    };
  });
}

const subjectOf = (alert: Alert): string => `alert:${alert.attributes?.fingerprint ?? eventKey(alert)}`;
