import type { Random } from '#core/kit/random.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { FindingSeverity } from '#core/model/finding.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { eventKey } from '#core/telemetry/identity.ts';
import { blankEvent } from '../blank-event.ts';
import { type Cause, type Effect, noTrouble } from '../trouble.ts';

/** The site's alarm panel reports by itself, not through the guards' app. */
const SOURCE = 'alarm-panel';
/** A condition lasts so long that every audit meets it. */
const SHORTEST = 15 * MINUTE;
const LONGEST = 60 * MINUTE;
const QUIET_AFTER = 5 * MINUTE;

/** The panel's own words, with the severity that they stand for. */
const KINDS: readonly { readonly type: string; readonly sent: string; readonly means: FindingSeverity }[] = [
  { type: 'FIRE_DETECTOR', sent: 'critical', means: 'CRITICAL' },
  { type: 'INTRUSION', sent: 'HIGH', means: 'HIGH' },
  { type: 'PANEL_FAULT', sent: 'warning', means: 'MEDIUM' },
  { type: 'DOOR_FORCED', sent: 'error', means: 'HIGH' },
];

/** The alarm panel of a site reports something: one half as a condition that it ends itself, one half as a report by itself. */
export const panelAlarms: Cause = {
  name: 'alarm panel',
  weight: 2,
  plan({ site }, at, random) {
    const { type, sent, means } = random.pick(KINDS);
    const start = Math.floor(at); // as it will be delivered: the subject is made of it
    const alarm = { ...blankEvent(site.code, start), source: SOURCE, type: 'alert' } as const;
    const report = { ...alarm, severity: sent, alert_type: type, message: null };
    const told = random.chance(0.5) ? condition(report, random) : alone(report);
    return {
      ...noTrouble,
      start,
      end: told.end + QUIET_AFTER,
      cause: 'alarm panel',
      adds: told.adds,
      effects: [externalAlert(told.subject, means, start, told.ends_at)],
    };
  },
};

type Report = Extract<TelemetryEvent, { type: 'alert' }>;
type Told = {
  readonly adds: readonly Report[];
  readonly subject: string;
  /** null: nothing ends it. */
  readonly ends_at: EpochMs | null;
  readonly end: EpochMs;
};

function condition(report: Report, random: Random): Told {
  const fingerprint = `panel-${report.site}-${report.ts}`;
  const end = report.ts + Math.round(random.between(SHORTEST, LONGEST));
  const began = { ...report, attributes: { fingerprint, status: 'firing' } };
  const ended = { ...report, ts: end, attributes: { fingerprint, status: 'resolved' } };
  return { adds: [began, ended], subject: `alert:${fingerprint}`, ends_at: end, end };
}

const alone = (report: Report): Told => ({
  adds: [report],
  subject: `alert:${eventKey(report)}`,
  ends_at: null,
  end: report.ts,
});

const externalAlert = (
  subject: string,
  severity: FindingSeverity,
  start: EpochMs,
  end: EpochMs | null,
): Effect => ({
  finding_type: 'EXTERNAL_ALERT',
  subject,
  severity,
  exempt: false,
  span: () => ({ start, end }),
});
