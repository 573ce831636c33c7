import type { AuditConfig, ConfigScope } from '#core/model/audit-config.ts';
import { SETTINGS } from '#renderer/words/site.ts';

/** One setting as a line: what, how it is set, and by which scope. */
export type SettingLine = { readonly name: string; readonly value: string; readonly scope: ConfigScope };

const yesOrNo = (value: boolean): string => (value ? SETTINGS.yes : SETTINGS.no);
const listed = (values: readonly string[]): string => values.join(', ') || '–';

type Plain = keyof typeof SETTINGS.names;
const VALUES: Readonly<Record<Plain, (audit: AuditConfig) => string>> = {
  enabled: ({ enabled }) => yesOrNo(enabled),
  heartbeat_frequency_minutes: (audit) => SETTINGS.minutes(audit.heartbeat_frequency_minutes),
  audit_frequency_minutes: (audit) => SETTINGS.minutes(audit.audit_frequency_minutes),
  deep_audit_frequency_hours: (audit) => SETTINGS.hours(audit.deep_audit_frequency_hours),
  cadences: ({ cadences }) => listed(cadences.map((each) => each.toLowerCase())),
  disabled_rules: ({ disabled_rules }) =>
    listed(disabled_rules.map((each) => each.toLowerCase().replaceAll('_', ' '))),
  critical_signals: ({ critical_signals }) => listed(critical_signals),
  active_hours: ({ active_hours }) =>
    active_hours === null
      ? SETTINGS.always
      : listed(active_hours.map(({ days, start, end }) => `${days.join(' ')} ${start}–${end}`)),
  maintenance_windows: ({ maintenance_windows }) => SETTINGS.windows(maintenance_windows.length),
  alert_on_finding: (audit) => yesOrNo(audit.alert_on_finding),
  alert_severity_threshold: (audit) => audit.alert_severity_threshold.toLowerCase(),
  collect_evidence: (audit) => yesOrNo(audit.collect_evidence),
  evidence_lookback_minutes: (audit) => SETTINGS.minutes(audit.evidence_lookback_minutes),
  anomaly_detection: (audit) => yesOrNo(audit.anomaly_detection),
  anomaly_early: (audit) => yesOrNo(audit.anomaly_early),
  anomaly_scale: (audit) => audit.anomaly_scale.toLowerCase(),
};

/** Every setting that holds at a site, with the scope that set it: merged maps one line an entry. */
export function settingLines(audit: AuditConfig): readonly SettingLine[] {
  const scopeOf = (key: string): ConfigScope => audit.scopes[key] ?? 'DEFAULT';
  const plain = (Object.keys(VALUES) as readonly Plain[]).map((key) => ({
    name: SETTINGS.names[key],
    value: VALUES[key](audit),
    scope: scopeOf(key),
  }));
  const thresholds = Object.entries(audit.signal_thresholds).map(
    ([signal, { min_count, window_minutes }]) => ({
      name: SETTINGS.signal(signal),
      value: SETTINGS.atLeast(min_count, window_minutes),
      scope: scopeOf(`signal_thresholds.${signal}`),
    }),
  );
  const sensitivities = Object.entries(audit.sensitivity).map(([metric, value]) => ({
    name: SETTINGS.sensitivity(metric),
    value: value.toLowerCase(),
    scope: scopeOf(`sensitivity.${metric}`),
  }));
  const metrics = audit.custom_metrics.map(({ name, kind, direction }) => ({
    name: SETTINGS.custom(name),
    value: SETTINGS.metric(kind, direction),
    scope: scopeOf(`custom_metrics.${name}`),
  }));
  return [...plain, ...thresholds, ...sensitivities, ...metrics];
}
