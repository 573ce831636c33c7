import type { FindingSeverity } from '#core/model/finding.ts';

/** What another system says about something that it watches. */
export type AlertReport = {
  /** The sender's name for the condition: what says that it has begun and what says that it has ended carry the same. null: a report by itself. */
  readonly fingerprint: string | null;
  /** True when the report says that the condition has ended. */
  readonly ended: boolean;
  /** As it was sent, or MEDIUM where no severity that is known was. */
  readonly severity: FindingSeverity;
  readonly alert_type: string | null;
};

/** The fields of an alert that a report is read from, as FORMATS section 2 has them. */
export type AlertFields = {
  readonly severity: string | null;
  readonly alert_type: string | null;
  /** `fingerprint` and `status` are read; everything else is the sender's own affair. */
  readonly attributes: Readonly<Record<string, unknown>> | null;
};

/** Where the sender gives none that is known. */
const PLAIN_SEVERITY: FindingSeverity = 'MEDIUM';

/** The words that monitoring systems use (syslog, Alertmanager, Grafana, Nagios, alarm panels), in capitals. */
const SENT_AS: Readonly<Record<FindingSeverity, readonly string[]>> = {
  CRITICAL: ['CRITICAL', 'CRIT', 'EMERGENCY', 'EMERG', 'FATAL', 'DISASTER', 'PAGE'],
  HIGH: ['HIGH', 'ALERT', 'ERROR', 'ERR', 'MAJOR', 'SEVERE'],
  MEDIUM: ['MEDIUM', 'MODERATE', 'WARNING', 'WARN', 'AVERAGE'],
  LOW: ['LOW', 'MINOR', 'NOTICE', 'INFO', 'INFORMATIONAL', 'INFORMATION', 'DEBUG', 'NONE'],
};
const SEVERITY_OF = new Map(
  // safe: the entries of SENT_AS have its own keys
  (Object.entries(SENT_AS) as [FindingSeverity, readonly string[]][]).flatMap(([severity, words]) =>
    words.map((word) => [word, severity] as const),
  ),
);
const ENDED = new Set(['RESOLVED', 'ENDED']);
const LONGEST_FINGERPRINT = 200;

/** Reads an alert's own words. Total: whatever a sender writes, an alert is never lost over it. */
export function alertReport({ severity, alert_type, attributes }: AlertFields): AlertReport {
  const sent = severity === null ? undefined : SEVERITY_OF.get(severity.trim().toUpperCase());
  const status = attributes?.status;
  return {
    fingerprint: fingerprintOf(attributes?.fingerprint),
    ended: typeof status === 'string' && ENDED.has(status.trim().toUpperCase()),
    severity: sent ?? PLAIN_SEVERITY,
    alert_type,
  };
}

function fingerprintOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' && text.length <= LONGEST_FINGERPRINT ? text : null;
}
