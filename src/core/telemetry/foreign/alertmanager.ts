import { canonicalJson, sha256Hex } from '#core/kit/hash.ts';
import { type FieldProblem, type RawRecord, shown } from '../fields.ts';
import { NO_SITE, type Translated, type Translation } from './sent.ts';
import { asRecord, asText, filled } from './values.ts';

/* The webhook of Alertmanager (versions 3 and 4) and of Grafana, which sends the same with more fields. */

/** Labels by which a rule names the site or the device that it is about. */
const SITE_LABEL = 'site';
const DEVICE_LABELS = ['device', 'instance'];
const FINGERPRINT_DIGITS = 16;

/** Whether a record is such a webhook's. */
export const isAlertmanager = (raw: RawRecord): boolean =>
  Array.isArray(raw.alerts) && (typeof raw.receiver === 'string' || asRecord(raw.groupLabels) !== null);

/** One alert event for each alert of the group. It is the same one while fingerprint and start are; an end in year 1 is none. */
export function translateAlertmanager(raw: RawRecord): Translation {
  const alerts: readonly unknown[] = Array.isArray(raw.alerts) ? raw.alerts : [];
  const problems: FieldProblem[] = [];
  if (!Array.isArray(raw.alerts))
    problems.push({ field: 'alerts', found: shown(raw.alerts), expected: 'a list' });
  const records = alerts.flatMap((value, index) => {
    const alert = asRecord(value);
    if (alert !== null) return [alertRecord(alert, `alerts[${index}]`)];
    problems.push({ field: `alerts[${index}]`, found: shown(value), expected: 'an object' });
    return [];
  });
  return problems.length === 0 ? { ok: true, records } : { ok: false, problems };
}

function alertRecord(alert: RawRecord, path: string): Translated {
  const labels = asRecord(alert.labels) ?? {};
  const annotations = asRecord(alert.annotations) ?? {};
  const ended = hasEnded(alert);
  const fingerprint = asText(alert.fingerprint) ?? fingerprintOf(labels);
  const site = asText(labels[SITE_LABEL]);
  const devices = DEVICE_LABELS.flatMap((label) => asText(labels[label]) ?? []);
  const when = ended ? 'endsAt' : 'startsAt';
  return {
    record: filled({
      type: 'alert',
      site: site ?? NO_SITE,
      ts: alert[when],
      id: `${fingerprint}@${String(alert.startsAt)}`,
      severity: asText(labels.severity),
      alert_type: asText(labels.alertname),
      message: asText(annotations.summary) ?? asText(annotations.description) ?? asText(annotations.message),
      fingerprint,
      status: ended ? 'RESOLVED' : 'FIRING',
      alertmanager: filled({ labels, annotations, generatorURL: alert.generatorURL }),
    }),
    devices: site === null ? devices : null,
    names: { ts: `${path}.${when}`, site: `${path}.labels.site`, message: `${path}.annotations.summary` },
  };
}

/** An end in year 1 is Go's way of writing that there is none, whatever the status says. */
const hasEnded = ({ status, endsAt }: RawRecord): boolean =>
  status === 'resolved' && typeof endsAt === 'string' && !endsAt.startsWith('0001-');

/** Senders before 0.19 give none: their labels are what tells two alerts apart. */
const fingerprintOf = (labels: RawRecord): string =>
  sha256Hex(canonicalJson(labels)).slice(0, FINGERPRINT_DIGITS);
