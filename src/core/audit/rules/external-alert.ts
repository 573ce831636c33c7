import type { FindingSeverity } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { toIso } from '#core/model/time.ts';
import type { Breach, Rule } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';

const TYPE = 'EXTERNAL_ALERT';

/** What a finding is made of: one report of another system, or the newest of those about one condition. */
export type ExternalAlert = {
  /** `alert:<fingerprint>`, or `alert:<key of the event>` for a report by itself. */
  readonly subject: string;
  readonly severity: FindingSeverity;
  readonly alert_type: string | null;
  readonly began_at: EpochMs;
  /** True for a report by itself: it is told once, and nothing ends it. */
  readonly alone: boolean;
};

/**
 * Raised when a report is received. Audits raise what maintenance held back then and its sender has not ended since; they
 * clear nothing, because only the sender knows.
 */
export const externalAlert: Rule = {
  type: TYPE,
  category: () => 'OPERATIONAL',
  cadence: 'TIMER',
  exempt: false,
  needs: ['alerts'],
  owns: (findingType) => findingType === TYPE,
  evaluate({ alerts, first_slot, open_subjects }, _audit, now) {
    const breaches: Breach[] = [];
    for (const { fingerprint, severity, alert_type, ts } of alerts.values()) {
      const subject = subjectOf(fingerprint);
      if (severity === null || first_slot === null || ts < first_slot || open_subjects.includes(subject))
        continue;
      const began_at = Math.min(ts, now);
      breaches.push(externalAlertBreach({ subject, severity, alert_type, began_at, alone: false }));
    }
    return breaches.length === 0 ? UNKNOWN : { ...UNKNOWN, breaches };
  },
};

/** The subject of a condition by its fingerprint, or of a report by itself by its event's key. */
export const subjectOf = (name: string | number): string => `alert:${name}`;

/** The breach that one alert makes. The sender's own text may name people: it is in the evidence only. */
export function externalAlertBreach({
  subject,
  severity,
  alert_type,
  began_at,
  alone,
}: ExternalAlert): Breach {
  const kind = alert_type ?? 'no type given';
  return {
    finding_type: TYPE,
    subject,
    severity,
    condition_started_at: began_at,
    title: 'Alert from another system',
    message: `${kind}, ${severity.toLowerCase()}`,
    explanation: {
      rule: TYPE,
      text: alone
        ? `Another system reported ${kind} once.`
        : `Another system reports ${kind} and has not said that it ended.`,
      values: [
        { name: 'alert type', value: alert_type },
        { name: 'severity', value: severity },
        { name: 'sent', value: toIso(began_at) },
      ],
      since: began_at,
      clears_when: alone
        ? 'It is a report by itself; it stays on the feed until somebody has seen it.'
        : 'The sender says that it has ended.',
    },
  };
}
